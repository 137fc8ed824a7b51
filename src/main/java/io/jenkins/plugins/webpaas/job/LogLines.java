package io.jenkins.plugins.webpaas.job;

import hudson.model.TaskListener;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Takes lines in UTF-8, and prints them to a build log in whatever that is written in. */
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

    /** The log is the build's, and stays open. */
    @Override
    public void close() {
        flush();
    }
}
