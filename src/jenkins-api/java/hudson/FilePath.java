package hudson;

import hudson.model.Computer;
import hudson.remoting.Callable;
import hudson.remoting.VirtualChannel;
import hudson.util.io.ArchiverFactory;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;

public final class FilePath {
    public FilePath(File localPath) {}

    public native VirtualChannel getChannel();

    public native Computer toComputer();

    public native String getName();

    public native String getRemote();

    public native FilePath child(String relativeOrAbsolute);

    public native FilePath sibling(String relative);

    public native boolean exists() throws IOException, InterruptedException;

    public native String readToString() throws IOException, InterruptedException;

    public native void write(String content, String encoding) throws IOException, InterruptedException;

    public native void renameTo(FilePath target) throws IOException, InterruptedException;

    public native void deleteRecursive() throws IOException, InterruptedException;

    public native int archive(ArchiverFactory factory, OutputStream os, String glob)
            throws IOException, InterruptedException;

    public native void untarFrom(InputStream in, TarCompression compression) throws IOException, InterruptedException;

    public native void unzipFrom(InputStream in) throws IOException, InterruptedException;

    public native <T> T act(FileCallable<T> callable) throws IOException, InterruptedException;

    public native <V, E extends Throwable> V act(Callable<V, E> callable) throws IOException, InterruptedException, E;

    public enum TarCompression {
        GZIP
    }

    public interface FileCallable<T> extends Serializable {
        T invoke(File file, VirtualChannel channel) throws IOException, InterruptedException;
    }
}
