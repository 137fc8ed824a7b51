package io.jenkins.plugins.webpaas.api.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import okio.Buffer;
import okio.BufferedSource;
import okio.Source;
import okio.Timeout;

/**
 * A source of JSON that leaves out the text of the fields {@code log}. An activity has its whole log in that deprecated field (protocol,
 * "Activities"), which has no limit. The text is dropped as it arrives, and takes no memory.
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
            for (long remaining = Math.min(byteCount, json.getBuffer().size()); remaining > 0; remaining--) {
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
            case AFTER_NAME -> next == ':' ? enter(State.AFTER_COLON) : isSpace(next) || outside(next);
            case AFTER_COLON -> next == '"' ? enter(State.LOG) : isSpace(next) || outside(next);
            case LOG -> isEnd(next) && enter(State.OUTSIDE);
        };
    }

    private boolean outside(byte next) {
        length = 0;
        return enter(next == '"' ? State.STRING : State.OUTSIDE);
    }

    private boolean string(byte next) {
        if (isEnd(next)) {
            return enter(length == NAME.length && Arrays.equals(beginning, NAME) ? State.AFTER_NAME : State.OUTSIDE);
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

    /** Enters a state, and returns true to keep the byte that led there. */
    private boolean enter(State next) {
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
