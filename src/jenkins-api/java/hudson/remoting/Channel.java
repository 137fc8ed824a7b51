package hudson.remoting;

import java.io.IOException;

public class Channel implements VirtualChannel {
    private Channel() {}

    public static native boolean isClosedChannelException(Throwable t);

    public native boolean isClosingOrClosed();

    public native String getName();

    @Override
    public native <V, T extends Throwable> V call(Callable<V, T> callable) throws IOException, T, InterruptedException;

    public native boolean preloadJar(ClassLoader local, Class<?>... classesInJar)
            throws IOException, InterruptedException;

    public native Object setProperty(Object key, Object value);
}
