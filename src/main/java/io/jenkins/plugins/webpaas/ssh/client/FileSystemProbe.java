package io.jenkins.plugins.webpaas.ssh.client;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tries in a directory what a session needs of its file system. */
public final class FileSystemProbe {
    /** No longer than the name of the SSH agent's socket, for whose path there is room. */
    private static final String NAME = "probe";

    private FileSystemProbe() {}

    /**
     * Tells whether the file system lets this user run programs: one that is mounted with {@code noexec} does not. True on Windows,
     * where a session has none.
     *
     * @throws IOException if nothing can be written
     */
    public static boolean runsPrograms(Path directory) throws IOException {
        if (File.separatorChar == '\\') {
            return true;
        }
        Path program = directory.resolve(NAME);
        try {
            PrivateFiles.writeExecutable(program, "#!/bin/sh\n");
            return Files.isExecutable(program);
        } finally {
            Files.deleteIfExists(program);
        }
    }

    /** The words with which the file system refuses a Unix socket, as those of SSH servers and SMB do; null if it takes one. */
    public static String refusalOfSockets(Path directory) throws IOException {
        Path socket = directory.resolve(NAME);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            return null;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } finally {
            Files.deleteIfExists(socket);
        }
    }
}
