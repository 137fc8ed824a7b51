package io.jenkins.plugins.webpaas.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a command's output to the log, in order of arrival, or keeps stdout for the result. */
final class OutputQueue {
    /** The bytes of stderr that are keptStdout, which contain a host's refusal if there is one. */
    private static final int STDERR_START = 4096;

    private final OutputStream log;
    private final LineSplitter stdout;
    private final LineSplitter stderr;
    private final ByteArrayOutputStream keptStdout;
    private final ByteArrayOutputStream stderrStart = new ByteArrayOutputStream();

    OutputQueue(OutputStream log, boolean keepsStdout) {
        this.log = log;
        stdout = new LineSplitter(log);
        stderr = new LineSplitter(log);
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
}
