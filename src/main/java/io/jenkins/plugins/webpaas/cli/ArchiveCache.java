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

/** The archives that were used last, in a directory of the controller: each is downloaded once for all nodes. */
public final class ArchiveCache {
    private static final String PART = ".part";

    private final Path directory;
    private final int size;
    private final Supplier<Download> download;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /**
     * @param directory has nothing else in it, and need not be there yet
     * @param size how many archives are kept
     * @param download is asked for each time, since proxy settings change
     */
    public ArchiveCache(Path directory, int size, Supplier<Download> download) {
        this.directory = directory;
        this.size = size;
        this.download = download;
    }

    /**
     * The content of an archive, whose checksum was verified just now; downloaded if the directory does not have the archive. Those who
     * ask for the same archive at the same time wait for one download.
     *
     * @throws CannotInstallException as {@link Download#fetch} does
     */
    public InputStream open(Archive archive) throws IOException, InterruptedException {
        ReentrantLock lock = locks.computeIfAbsent(archive.sha256(), sum -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            Path file = directory.resolve(archive.sha256());
            Optional<InputStream> kept = verified(archive, file);
            if (kept.isPresent()) {
                return kept.get();
            }
            download(archive, file);
            makeRoom(file);
            return verified(archive, file)
                    .orElseThrow(() -> new IOException(file + " was changed while it was downloaded"));
        } finally {
            lock.unlock();
        }
    }

    /** What is verified is what is read, also if the file is replaced meanwhile. */
    private static Optional<InputStream> verified(Archive archive, Path file) throws IOException {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            FileChannel channel = FileChannel.open(file);
            boolean verified = false;
            try {
                verified = Download.sha256(Channels.newInputStream(channel)).equals(archive.sha256());
                return verified ? Optional.of(Channels.newInputStream(channel.position(0))) : Optional.empty();
            } finally {
                if (!verified) {
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

    /** Deletes the archives that were not used for longest, and what a crash left of a download. */
    private void makeRoom(Path newest) throws IOException {
        List<Path> archives = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = directory.relativize(file).toString();
                if (!name.endsWith(PART)) {
                    archives.add(file);
                } else if (!isUnderWay(name.substring(0, name.length() - PART.length()))) {
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

    private boolean isUnderWay(String sha256) {
        ReentrantLock lock = locks.get(sha256);
        return lock != null && lock.isLocked();
    }

    private static FileTime lastUse(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) { // another node's archive made room for itself
            return FileTime.fromMillis(0);
        }
    }
}
