package io.jenkins.plugins.webpaas.ssh.process;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** The lock by which one process alone serves a directory. The system takes it from a process that ends, however it ends. */
final class ProcessLock implements Closeable {
    /** Of the file, in bytes; some file systems write all of them. */
    private static final int LONGEST = 1024 * 1024;

    private final FileChannel channel;
    private final boolean isHeld;

    private ProcessLock(FileChannel channel, boolean isHeld) {
        this.channel = channel;
        this.isHeld = isHeld;
    }

    /** Tries to get the lock, without waiting. */
    static ProcessLock of(ProcessDirectory directory) throws IOException {
        while (true) {
            FileChannel channel =
                    FileChannel.open(directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean isHeld = channel.tryLock() != null;
            if (!isHeld || isFileOf(directory.lock(), channel)) {
                return new ProcessLock(channel, isHeld);
            }
            channel.close();
        }
    }

    /**
     * A process that ends deletes the file while it holds the lock: the lock then is not that of the file that others open. The file
     * is known by its length, since a second channel to it would take the lock away when that channel is closed.
     */
    @SuppressFBWarnings(
            value = "PREDICTABLE_RANDOM",
            justification = "It tells two files from each other, and is no secret")
    private static boolean isFileOf(Path path, FileChannel channel) throws IOException {
        int end = ThreadLocalRandom.current().nextInt(LONGEST);
        channel.truncate(0);
        channel.write(ByteBuffer.allocate(1), end);
        try {
            return Files.size(path) == end + 1L;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    boolean isHeld() {
        return isHeld;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
