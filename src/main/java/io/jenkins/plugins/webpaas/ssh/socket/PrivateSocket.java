package io.jenkins.plugins.webpaas.ssh.socket;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.net.ExtendedSocketOptions;

/** A Unix socket that only its user can use, with its file. */
public final class PrivateSocket {
    private static final Logger LOGGER = Logger.getLogger(PrivateSocket.class.getName());

    /** The first name of the file, until the file is renamed. Not longer than the names of sockets, so that its path fits too. */
    private static final String TEMPORARY = "fresh";

    /** The longest path that all systems allow, in bytes (macOS: 104 with the final 0; Linux: 108). */
    private static final int MAX_PATH = 103;

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private final Path directory;
    private final Path path;
    private final ServerSocketChannel channel;
    private final Object file;
    private final UserPrincipal owner;

    /**
     * Binds a socket in non-blocking mode. Replaces the file of another socket with this path.
     *
     * @param directory a directory of this user
     * @param name a name of at least five letters, with which the path {@link #fits}
     */
    public PrivateSocket(Path directory, String name) throws IOException {
        this.directory = directory;
        path = directory.resolve(name);
        owner = Files.getOwner(directory);
        Path temporary = directory.resolve(TEMPORARY);
        Files.deleteIfExists(temporary);
        channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(temporary), SocketServer.MAX_CLIENTS);
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-------"));
            file = fileKey(temporary);
            channel.configureBlocking(false);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /** Tells whether this JVM supports Unix sockets, and the system's SSH clients use them: those of Windows do not. */
    public static boolean isPossible() {
        if (File.separatorChar == '\\') {
            return false;
        }
        try {
            ServerSocketChannel.open(StandardProtocolFamily.UNIX).close();
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Returns the error of a directory's file system if it refuses Unix sockets, as sshfs and SMB do; null if a socket can be created. */
    public static String refusal(Path directory) throws IOException {
        Path socket = directory.resolve("probe");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            return null;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } finally {
            Files.deleteIfExists(socket);
        }
    }

    /** Tells whether a path is short enough for a socket. */
    public static boolean fits(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH;
    }

    /**
     * Tells whether a program listens at a path. Returns at once, even if a program of a build has taken the path and accepts no clients:
     * such a program does not count.
     */
    public static boolean isServed(Path path) {
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.configureBlocking(false);
            return client.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            return false;
        }
    }

    public Path path() {
        return path;
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /** Tells whether the path still is this socket's file, and was neither deleted nor replaced. */
    public boolean ownsPath() {
        try {
            return file.equals(fileKey(path));
        } catch (IOException e) {
            return false;
        }
    }

    /** Deletes the file, unless another socket has the path. */
    public void delete() {
        if (ownsPath()) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                LOGGER.log(Level.FINE, "The socket " + path + " cannot be removed", e);
            }
        }
    }

    /**
     * Tells whether a client's user is the socket's user or root, which is the user in many containers. In a private directory, the
     * file permissions ensure that already. So the client's user is looked up only in other directories: that takes longer than a
     * signature.
     */
    public boolean allows(SocketChannel client) throws IOException {
        if (PRIVATE.containsAll(Files.getPosixFilePermissions(directory))
                || !client.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return true;
        }
        UserPrincipal peer = client.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        return peer.equals(owner) || peer.getName().equals("root");
    }

    private static Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}
