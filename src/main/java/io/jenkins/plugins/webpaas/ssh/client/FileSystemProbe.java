package io.jenkins.plugins.webpaas.ssh.client;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks what a file system allows, by trying it in a directory. */
public final class FileSystemProbe {
    /** Not longer than the name of the SSH agent's socket, whose path is short enough for a socket. */
    private static final String NAME = "probe";

    private FileSystemProbe() {}

    /**
     * Tells whether this user can run programs in a directory. A mount with {@code noexec} does not allow that. Always true on Windows,
     * where a session has no programs.
     *
     * @throws IOException if the directory is not writable
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

    /** Returns the file system's error if it refuses Unix sockets, as sshfs and SMB do; null if a socket can be created. */
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
