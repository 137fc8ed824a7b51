package io.jenkins.plugins.webpaas.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a command's output to the log, in order of arrival, or keeps stdout for the result. */
final class OutputQueue {
    /** The bytes of stderr that are kept, which contain a host's refusal if there is one. */
    private static final int STDERR_START = 4096;

    /** The bytes after which a long line is split. */
    private static final int MAX_LENGTH = 1 << 16;

    private final OutputStream log;
    private final LineSplitter stdout = new LineSplitter();
    private final LineSplitter stderr = new LineSplitter();
    private final ByteArrayOutputStream keptStdout;
    private final ByteArrayOutputStream stderrStart = new ByteArrayOutputStream();

    OutputQueue(OutputStream log, boolean keepsStdout) {
        this.log = log;
        keptStdout = keepsStdout ? new ByteArrayOutputStream() : null;
    }

    void stdout(byte[] data) throws IOException {
        if (keptStdout == null) {
            stdout.write(data);
        } else {
            keptStdout.writeBytes(data);
        }
    }

    void stderr(byte[] data) throws IOException {
        stderrStart.write(data, 0, Math.min(data.length, STDERR_START - stderrStart.size()));
        stderr.write(data);
    }

    void flush() throws IOException {
        log.flush();
    }

    /** Writes the rest after the last output. */
    void close() throws IOException {
        stdout.close();
        stderr.close();
        log.flush();
    }

    /** Returns stdout; null if the log has it. */
    String keptStdout() {
        return keptStdout == null ? null : keptStdout.toString(StandardCharsets.UTF_8);
    }

    String stderrStart() {
        return stderrStart.toString(StandardCharsets.UTF_8);
    }

    /** Writes one stream to the log in whole lines, so that the other stream splits neither a line nor a character of several bytes. */
    private final class LineSplitter {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

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
        private boolean isFirstOfCharacter(byte b) {
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
}
