package io.jenkins.plugins.webpaas.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a command writes, in order of arrival. */
final class OutputQueue {
    /** As much of stderr as a host needs to say why it runs no command, in bytes. */
    private static final int REFUSAL = 4096;

    private final OutputStream log;
    private final LineSplitter stdout;
    private final LineSplitter stderr;
    private final ByteArrayOutputStream kept;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();

    OutputQueue(OutputStream log, boolean keepsStdout) {
        this.log = log;
        stdout = new LineSplitter(log);
        stderr = new LineSplitter(log);
        kept = keepsStdout ? new ByteArrayOutputStream() : null;
    }

    void stdout(byte[] data) throws IOException {
        if (kept == null) {
            stdout.write(data);
        } else {
            kept.writeBytes(data);
        }
    }

    void stderr(byte[] data) throws IOException {
        beginning.write(data, 0, Math.min(data.length, REFUSAL - beginning.size()));
        stderr.write(data);
    }

    void flush() throws IOException {
        log.flush();
    }

    /** There is no more. */
    void close() throws IOException {
        stdout.close();
        stderr.close();
        log.flush();
    }

    /** Null if it went to the log. */
    String keptStdout() {
        return kept == null ? null : kept.toString(StandardCharsets.UTF_8);
    }

    String beginningOfStderr() {
        return beginning.toString(StandardCharsets.UTF_8);
    }
}
