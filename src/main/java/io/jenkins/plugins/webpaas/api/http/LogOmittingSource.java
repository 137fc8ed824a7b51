package io.jenkins.plugins.webpaas.api.http;

import java.io.IOException;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;

/**
 * A source of JSON that leaves out the text of the fields {@code log}. An activity has its whole log in that deprecated field (protocol,
 * "Activities"), which has no limit. The text is dropped as it arrives, and takes no memory.
 */
final class LogOmittingSource extends ForwardingSource {
    private static final String LOG = "\"log\":";

    private final BufferedSource json;

    /** The last string and what follows, without white space. Only the beginning of a longer text is kept. */
    private final StringBuilder recent = new StringBuilder();

    private boolean isInString;
    private boolean isInLog;
    private boolean isEscaped;

    LogOmittingSource(BufferedSource json) {
        super(json);
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
        boolean isQuote = next == '"' && !isEscaped;
        isEscaped = isInString && next == '\\' && !isEscaped;
        if (isQuote && !isInString) {
            isInLog = LOG.contentEquals(recent);
            recent.setLength(0);
        }
        if (recent.length() <= LOG.length() && (isInString || " \t\r\n".indexOf(next) < 0)) {
            recent.append((char) next);
        }
        if (isQuote) {
            isInString = !isInString;
        }
        return isQuote || !isInString || !isInLog;
    }
}
