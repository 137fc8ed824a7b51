package hudson.remoting;

import java.io.IOException;
import java.net.URL;

public class Channel implements VirtualChannel {
    private Channel() {}

    public static native boolean isClosedChannelException(Throwable t);

    public native boolean isClosingOrClosed();

    public native String getName();

    @Override
    public native <V, T extends Throwable> V call(Callable<V, T> callable) throws IOException, T, InterruptedException;

    @Override
    public native <V, T extends Throwable> Future<V> callAsync(Callable<V, T> callable) throws IOException;

    public native boolean preloadJar(ClassLoader local, URL... jars) throws IOException, InterruptedException;

    public native Object setProperty(Object key, Object value);
}
