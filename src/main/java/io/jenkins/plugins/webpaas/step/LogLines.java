package io.jenkins.plugins.webpaas.step;

import hudson.model.TaskListener;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Prints lines in UTF-8 to a build log, in the charset of that log. */
final class LogLines extends OutputStream {
    private final PrintStream log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LogLines(TaskListener listener) {
        log = listener.getLogger();
    }

    @Override
    public void write(int b) {
        if (b == '\n') {
            log.println(line.toString(StandardCharsets.UTF_8));
            line.reset();
        } else {
            line.write(b);
        }
    }

    @Override
    public void flush() {
        log.flush();
    }

    /** Flushes only: the log belongs to the build and stays open. */
    @Override
    public void close() {
        flush();
    }
}
