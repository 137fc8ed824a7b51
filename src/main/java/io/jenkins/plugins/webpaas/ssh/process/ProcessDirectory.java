package io.jenkins.plugins.webpaas.ssh.process;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The private directory of the SSH agent's process: its classes, its socket, and the lock that only one process holds. */
public record ProcessDirectory(Path path) {
    static final String SOCKET = "control";

    public Path socket() {
        return path.resolve(SOCKET);
    }

    Path lock() {
        return path.resolve("lock");
    }

    /** The copy of {@link NodeClasses}, as the file that this JVM has goes with this JVM. */
    public Path jar() {
        return path.resolve("webpaas-node.jar");
    }

    /** Deletes the directory, if no process has come to its lock. */
    public void deleteIfUnused() throws IOException {
        if (!Files.exists(lock())) {
            delete();
        }
    }

    /** Deletes the directory. A process that starts at this moment makes it again. */
    void delete() throws IOException {
        for (Path file : List.of(jar(), lock())) {
            Files.deleteIfExists(file);
        }
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            // another process starts here
        }
    }
}
