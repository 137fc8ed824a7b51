package hudson.console;

import hudson.model.Run;
import java.io.IOException;
import java.io.OutputStream;

public abstract class ConsoleLogFilter {
    @SuppressWarnings("rawtypes")
    public native OutputStream decorateLogger(Run build, OutputStream logger) throws IOException, InterruptedException;
}
