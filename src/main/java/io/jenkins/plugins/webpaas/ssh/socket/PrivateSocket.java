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

/** A Unix socket that its user alone may use, and its file. */
public final class PrivateSocket {
    private static final Logger LOGGER = Logger.getLogger(PrivateSocket.class.getName());

    /** The file is made under this name first. It is not longer than the names of sockets, as its path has to fit too. */
    private static final String FRESH = "fresh";

    /** The longest path that all systems allow, in bytes (macOS: 104 with the end mark; Linux: 108). */
    private static final int LONGEST_PATH = 103;

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private final Path directory;
    private final Path path;
    private final ServerSocketChannel channel;
    private final Object file;
    private final UserPrincipal owner;

    private PrivateSocket(Path directory, Path path, ServerSocketChannel channel, Object file, UserPrincipal owner) {
        this.directory = directory;
        this.path = path;
        this.channel = channel;
        this.file = file;
        this.owner = owner;
    }

    /**
     * Begins to listen, in non-blocking mode. A socket that has the path already loses the path to this one.
     *
     * @param directory of the user
     * @param name of five letters at least, with which the path {@link #fits}
     */
    public static PrivateSocket bind(Path directory, String name) throws IOException {
        Path path = directory.resolve(name);
        UserPrincipal owner = Files.getOwner(directory);
        Path fresh = directory.resolve(FRESH);
        Files.deleteIfExists(fresh);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(fresh), SocketServer.MOST);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            Object file = fileKey(fresh);
            channel.configureBlocking(false);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new PrivateSocket(directory, path, channel, file, owner);
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(fresh);
            throw e;
        }
    }

    /** Tells whether this JVM has Unix sockets, and the machine SSH clients that speak with them. */
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

    /** Tells whether a path is short enough. */
    public static boolean fits(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH;
    }

    public Path path() {
        return path;
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /** False if the file was deleted, or another socket has taken the path. */
    public boolean ownsPath() {
        try {
            return file.equals(fileKey(path));
        } catch (IOException e) {
            return false;
        }
    }

    /** Deletes the file, unless the path is another's. */
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
     * Tells whether a client is the socket's own user, or root.
     *
     * <p>Through a directory that is private, the system lets nobody but its owner and root, who is in many containers. A client is
     * asked for its user only where the directory is not private (any more): to name the user takes longer than a signature.
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
