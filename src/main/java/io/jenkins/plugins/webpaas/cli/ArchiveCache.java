package io.jenkins.plugins.webpaas.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The archives that were used last, in a directory of the controller. Each is downloaded once for all nodes. */
public final class ArchiveCache {
    private static final String PART = ".part";

    private final Path directory;
    private final int size;
    private final Supplier<Download> download;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /**
     * @param directory must have no other files; need not exist
     * @param size number of archives to keep
     * @param download returns a new download each time, because proxy settings change
     */
    public ArchiveCache(Path directory, int size, Supplier<Download> download) {
        this.directory = directory;
        this.size = size;
        this.download = download;
    }

    /**
     * Returns the content of an archive after its checksum was verified. Downloads the archive if the directory does not have it. Several
     * callers of the same archive wait for one download.
     *
     * @throws CannotInstallException as {@link Download#fetch} does
     */
    public InputStream open(Archive archive) throws IOException, InterruptedException {
        ReentrantLock lock = locks.computeIfAbsent(archive.sha256(), sum -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            Path file = directory.resolve(archive.sha256());
            Optional<InputStream> cached = verified(archive, file);
            if (cached.isPresent()) {
                return cached.get();
            }
            download(archive, file);
            makeRoom(file);
            return verified(archive, file)
                    .orElseThrow(() -> new IOException(file + " was changed while it was downloaded"));
        } finally {
            lock.unlock();
        }
    }

    /** Opens a file whose checksum is right. The caller reads the verified bytes even if the file is replaced meanwhile. */
    private static Optional<InputStream> verified(Archive archive, Path file) throws IOException {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            FileChannel channel = FileChannel.open(file);
            boolean isVerified = false;
            try {
                isVerified = Download.sha256(Channels.newInputStream(channel)).equals(archive.sha256());
                return isVerified ? Optional.of(Channels.newInputStream(channel.position(0))) : Optional.empty();
            } finally {
                if (!isVerified) {
                    channel.close();
                }
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private void download(Archive archive, Path file) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path part = directory.resolve(archive.sha256() + PART);
        try {
            download.get().fetch(archive, part);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Deletes the archives with the oldest use, and the remains of downloads before a crash. */
    private void makeRoom(Path newest) throws IOException {
        List<Path> archives = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = directory.relativize(file).toString();
                if (!name.endsWith(PART)) {
                    archives.add(file);
                } else if (!isBeingDownloaded(name.substring(0, name.length() - PART.length()))) {
                    Files.deleteIfExists(file);
                }
            }
        }
        archives.remove(newest);
        archives.sort(Comparator.comparing(ArchiveCache::lastUse).reversed());
        for (Path old : archives.subList(Math.min(size - 1, archives.size()), archives.size())) {
            Files.deleteIfExists(old);
        }
    }

    private boolean isBeingDownloaded(String sha256) {
        ReentrantLock lock = locks.get(sha256);
        return lock != null && lock.isLocked();
    }

    private static FileTime lastUse(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) { // another thread deleted the file to make room
            return FileTime.fromMillis(0);
        }
    }
}
