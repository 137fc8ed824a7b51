package io.jenkins.plugins.webpaas.ssh.process;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The private directory of the SSH agent's process, with its classes, its socket and its lock. */
public record ProcessDirectory(Path path) {
    static final String SOCKET = "control";

    public Path socket() {
        return path.resolve(SOCKET);
    }

    Path lock() {
        return path.resolve("lock");
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
}
