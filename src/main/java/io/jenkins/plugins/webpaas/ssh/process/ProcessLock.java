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

/** The lock that lets only one process serve a directory. The operating system releases the lock at the end of the process. */
record ProcessLock(FileChannel channel, boolean isHeld) implements Closeable {
    /** Limit of the file's length in bytes, since some file systems allocate all of them. */
    private static final int MAX_LENGTH = 1024 * 1024;

    /** Tries to get the lock, without waiting for it. */
    static ProcessLock of(ProcessDirectory directory) throws IOException {
        while (true) {
            FileChannel channel =
                    FileChannel.open(directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean isHeld = channel.tryLock() != null;
            if (!isHeld || isFile(directory.lock(), channel)) {
                return new ProcessLock(channel, isHeld);
            }
            channel.close();
        }
    }

    /**
     * Tells whether a path still is the file of a channel. An ending process deletes the file while it holds the lock, so a channel can
     * have the lock of a deleted file. The length identifies the file: to open a second channel and close it would release the lock.
     */
    @SuppressFBWarnings(
            value = "PREDICTABLE_RANDOM",
            justification = "The number distinguishes two files, and is no secret")
    private static boolean isFile(Path path, FileChannel channel) throws IOException {
        int end = ThreadLocalRandom.current().nextInt(MAX_LENGTH);
        channel.truncate(0);
        channel.write(ByteBuffer.allocate(1), end);
        try {
            return Files.size(path) == end + 1L;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
