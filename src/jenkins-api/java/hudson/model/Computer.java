package hudson.model;

import hudson.remoting.VirtualChannel;
import java.util.concurrent.ExecutorService;

public abstract class Computer {
    public static final ExecutorService threadPoolForRemoting = null;

    private Computer() {}

    public abstract VirtualChannel getChannel();

    public native String getName();

    public native Node getNode();
}
