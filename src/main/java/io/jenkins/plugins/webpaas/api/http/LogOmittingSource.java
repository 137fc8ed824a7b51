package io.jenkins.plugins.webpaas.api.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import okio.Buffer;
import okio.BufferedSource;
import okio.Source;
import okio.Timeout;

/**
 * JSON without the text of its fields {@code log}. An activity has its whole log in that deprecated field (protocol section
 * 7), so an answer would grow without a bound. The text is dropped as it arrives, and takes no memory.
 */
final class LogOmittingSource implements Source {
    private static final byte[] NAME = "log".getBytes(StandardCharsets.US_ASCII);

    private final BufferedSource json;
    private final byte[] beginning = new byte[NAME.length];
    private State state = State.OUTSIDE;
    private long length;
    private boolean isEscaped;

    private enum State {
        OUTSIDE,
        STRING,
        AFTER_NAME,
        AFTER_COLON,
        LOG
    }

    LogOmittingSource(BufferedSource json) {
        this.json = json;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        long before = sink.size();
        while (sink.size() == before) {
            if (json.exhausted()) {
                return -1;
            }
            for (long left = Math.min(byteCount, json.getBuffer().size()); left > 0; left--) {
                byte next = json.readByte();
                if (isKept(next)) {
                    sink.writeByte(next);
                }
            }
        }
        return sink.size() - before;
    }

    private boolean isKept(byte next) {
        return switch (state) {
            case OUTSIDE -> outside(next);
            case STRING -> string(next);
            case AFTER_NAME -> next == ':' ? to(State.AFTER_COLON) : isSpace(next) || outside(next);
            case AFTER_COLON -> next == '"' ? to(State.LOG) : isSpace(next) || outside(next);
            case LOG -> isEnd(next) && to(State.OUTSIDE);
        };
    }

    private boolean outside(byte next) {
        length = 0;
        return to(next == '"' ? State.STRING : State.OUTSIDE);
    }

    private boolean string(byte next) {
        if (isEnd(next)) {
            return to(length == NAME.length && Arrays.equals(beginning, NAME) ? State.AFTER_NAME : State.OUTSIDE);
        }
        if (length < NAME.length) {
            beginning[(int) length] = next;
        }
        length++;
        return true;
    }

    /** Tells whether a byte within a string is its closing quote. */
    private boolean isEnd(byte next) {
        boolean isEnd = next == '"' && !isEscaped;
        isEscaped = next == '\\' && !isEscaped;
        return isEnd;
    }

    private static boolean isSpace(byte next) {
        return next == ' ' || next == '\n' || next == '\r' || next == '\t';
    }

    /** Goes on in another state, and keeps the byte that led there. */
    private boolean to(State next) {
        state = next;
        return true;
    }

    @Override
    public Timeout timeout() {
        return json.timeout();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
