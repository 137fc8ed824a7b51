package io.jenkins.plugins.webpaas.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * One stream of a command on its way to a log that it shares with another: it goes there in whole lines, so that neither a
 * line nor a character of several bytes is torn.
 */
final class LineSplitter {
    /** A line that has come to so many bytes goes on in the next one. */
    private static final int LONGEST = 1 << 16;

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
                if (line.size() >= LONGEST && isFirstOfCharacter(b)) {
                    end();
                }
                line.write(b);
            }
        }
    }

    /** In UTF-8, the other bytes of a character begin with the bits 10. */
    private static boolean isFirstOfCharacter(byte b) {
        return (b & 0xc0) != 0x80;
    }

    private void end() throws IOException {
        line.write('\n');
        line.writeTo(log);
        line.reset();
    }

    /** Writes a last line that has no end of its own. */
    void close() throws IOException {
        if (line.size() > 0) {
            end();
        }
    }
}
