package hudson.model;

import hudson.EnvVars;
import hudson.remoting.VirtualChannel;
import java.io.IOException;
import java.util.concurrent.ExecutorService;

public abstract class Computer {
    public static final ExecutorService threadPoolForRemoting = null;

    private Computer() {}

    public abstract VirtualChannel getChannel();

    public native String getName();

    public native Node getNode();

    public native EnvVars getEnvironment() throws IOException, InterruptedException;

    public native EnvVars buildEnvironment(TaskListener listener) throws IOException, InterruptedException;
}
