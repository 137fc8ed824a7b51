package io.jenkins.plugins.webpaas.ssh.agent;

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
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.net.ExtendedSocketOptions;

/**
 * An SSH agent on a Unix socket, with one identity that it never gives away. It closes itself when its certificate ends,
 * or when another has taken its path.
 */
public final class SshAgent implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(SshAgent.class.getName());

    /** Name of the socket in its directory. */
    public static final String SOCKET = "agent";

    /** As long as {@link #SOCKET}, for the path of either has to fit. */
    private static final String SOCKET_IN_THE_MAKING = "fresh";

    /** The least that systems allow, in bytes (macOS; with its end mark, a path has 104 there and 108 on Linux). */
    private static final int LONGEST_PATH = 103;

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private final Path directory;
    private final Path socket;
    private final Object socketFile;
    private final UserPrincipal owner;
    private final TrustedHosts trusted;
    private final boolean strict;

    private final IdentitySlot slot = new IdentitySlot();
    private final Refusals refusals = new Refusals();
    private final Clients clients;

    /**
     * Starts to listen. If another SSH agent listens in this directory, new clients come to this one from now on. They
     * wait for the first identity.
     *
     * @param directory one that nobody else may enter, and whose path {@link #fits}
     * @param trusted the hosts to sign for, asked about clients that name theirs
     * @param strict whether clients that do not name theirs are refused
     */
    public static SshAgent start(Path directory, TrustedHosts trusted, boolean strict) throws IOException {
        SshAgent agent = new SshAgent(directory, trusted, strict);
        agent.clients.start();
        return agent;
    }

    /** Whether the path of a socket in this directory is short enough. */
    public static boolean fits(Path directory) {
        return socket(directory).toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH;
    }

    /** Where an SSH agent in this directory listens: what clients find in {@code SSH_AUTH_SOCK}. */
    public static Path socket(Path directory) {
        return directory.resolve(SOCKET);
    }

    /**
     * Whether an SSH agent listens in this directory: another one, or one of a lost connection to the controller. A program of a build
     * that listens there in its place, and has as many clients waiting as it takes, counts for none, and keeps nobody waiting.
     */
    public static boolean isServed(Path directory) {
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.configureBlocking(false);
            return client.connect(UnixDomainSocketAddress.of(socket(directory)));
        } catch (IOException e) {
            return false;
        }
    }

    private SshAgent(Path directory, TrustedHosts trusted, boolean strict) throws IOException {
        this.directory = directory;
        this.socket = socket(directory);
        this.trusted = trusted;
        this.strict = strict;
        this.owner = Files.getOwner(directory);
        Path fresh = directory.resolve(SOCKET_IN_THE_MAKING);
        Files.deleteIfExists(fresh);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(fresh), Clients.MOST);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            socketFile = fileKey(fresh);
            server.configureBlocking(false);
            Files.move(fresh, socket, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            server.close();
            Files.deleteIfExists(fresh);
            throw e;
        }
        clients = new Clients("webpaas-ssh-agent " + socket, server, new Host());
    }

    /** Puts an identity in the place of the one before, if any, which still signs for clients that have just seen it. */
    public void putIdentity(Identity identity) {
        slot.put(identity);
        clients.wake();
    }

    /** Why signatures were refused since the last call, each reason once. */
    public List<String> takeRefusals() {
        return refusals.take();
    }

    public boolean isOpen() {
        return clients.isOpen();
    }

    /** Ends all connections, removes the socket, and waits until no thread is left. May be called again. */
    @Override
    public void close() {
        clients.close();
    }

    private boolean ownsSocket() {
        try {
            return socketFile.equals(fileKey(socket));
        } catch (IOException e) {
            return false;
        }
    }

    private static Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private final class Host implements Clients.Host {
        @Override
        public boolean isReady() {
            return slot.current() != null;
        }

        @Override
        public boolean isNeeded() {
            return !slot.isOver() && ownsSocket();
        }

        @Override
        public Conversation greet(SocketChannel client) throws IOException {
            if (isAllowed(client)) {
                return new Conversation(slot, trusted, strict, refusals);
            }
            refusals.add("a client of another user of the node");
            return null;
        }

        /**
         * Through a directory that is private, the system lets nobody but its owner and root, who is in many containers.
         * Only where it is not (any more) is the client asked for: to name its user takes longer than a signature.
         */
        private boolean isAllowed(SocketChannel client) throws IOException {
            if (PRIVATE.containsAll(Files.getPosixFilePermissions(directory))
                    || !client.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
                return true;
            }
            UserPrincipal peer =
                    client.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
            return peer.equals(owner) || peer.getName().equals("root");
        }

        @Override
        public void left() {
            if (ownsSocket()) {
                try {
                    Files.deleteIfExists(socket);
                } catch (IOException e) {
                    LOGGER.log(Level.FINE, "The socket " + socket + " cannot be removed", e);
                }
            }
        }
    }
}
