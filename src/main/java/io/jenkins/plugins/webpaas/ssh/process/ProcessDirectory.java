package io.jenkins.plugins.webpaas.ssh.process;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The private directory of the SSH agent's process, with its classes, its socket and its lock. */
public record ProcessDirectory(Path path) {
    static final String SOCKET = "control";

    /** Limit of the file's length in bytes, since some file systems allocate all of them. */
    private static final int MAX_LENGTH = 1024 * 1024;

    public Path socket() {
        return path.resolve(SOCKET);
    }

    Path lock() {
        return path.resolve("lock");
    }

    /** Tries to get the lock, without waiting for it. */
    Lock tryLock() throws IOException {
        while (true) {
            FileChannel channel = FileChannel.open(lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean isHeld = channel.tryLock() != null;
            if (!isHeld || isLockFile(channel)) {
                return new Lock(channel, isHeld);
            }
            channel.close();
        }
    }

    /**
     * Tells whether a channel's file still is the lock's. An ending process deletes the file while it holds the lock, so a channel can
     * have the lock of a deleted file. The length identifies the file: to open a second channel and close it would release the lock.
     */
    @SuppressFBWarnings(
            value = "PREDICTABLE_RANDOM",
            justification = "The number distinguishes two files, and is no secret")
    private boolean isLockFile(FileChannel channel) throws IOException {
        int end = ThreadLocalRandom.current().nextInt(MAX_LENGTH);
        channel.truncate(0);
        channel.write(ByteBuffer.allocate(1), end);
        try {
            return Files.size(lock()) == end + 1L;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Returns the path of a copy of {@link NodeClasses}. The original may be deleted at the end of this JVM. */
    public Path jar() {
        return path.resolve("webpaas-node.jar");
    }

    /** Deletes the directory if no process has created the lock. */
    public void deleteIfUnused() throws IOException {
        if (!Files.exists(lock())) {
            delete();
        }
    }

    /** Deletes the directory. Another process that starts at the same time creates the directory again. */
    void delete() throws IOException {
        for (Path file : List.of(jar(), lock())) {
            Files.deleteIfExists(file);
        }
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            // Another process starts in this directory.
        }
    }

    /** The lock that lets only one process serve a directory. The operating system releases the lock at the end of the process. */
    record Lock(FileChannel channel, boolean isHeld) implements Closeable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
