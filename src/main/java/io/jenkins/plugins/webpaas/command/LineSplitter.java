package io.jenkins.plugins.webpaas.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a stream of a command to a log that it shares with another stream. Writes whole lines, so that the other stream splits neither a
 * line nor a character of several bytes.
 */
final class LineSplitter {
    /** The bytes after which a long line is split. */
    private static final int MAX_LENGTH = 1 << 16;

    private final OutputStream log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineSplitter(OutputStream log) {
        this.log = log;
    }

    void write(byte[] data) throws IOException {
        for (byte b : data) {
            if (b == '\n') {
                end();
            } else {
                if (line.size() >= MAX_LENGTH && isFirstOfCharacter(b)) {
                    end();
                }
                line.write(b);
            }
        }
    }

    /** Tells whether a byte begins a character. In UTF-8 the other bytes of a character begin with the bits 10. */
    private static boolean isFirstOfCharacter(byte b) {
        return (b & 0xc0) != 0x80;
    }

    private void end() throws IOException {
        line.write('\n');
        line.writeTo(log);
        line.reset();
    }

    /** Writes the last line, if it has no line end. */
    void close() throws IOException {
        if (line.size() > 0) {
            end();
        }
    }
}
