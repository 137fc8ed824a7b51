package io.jenkins.plugins.webpaas.ssh.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.net.ExtendedSocketOptions;

/**
 * An SSH agent on a Unix socket, with one identity that it never gives away. It closes itself when its certificate ends,
 * or when another has taken its path.
 */
public final class SshAgent implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(SshAgent.class.getName());

    /** Names of the same length, for the path of either has to fit. */
    private static final String SOCKET = "agent";

    private static final String SOCKET_IN_THE_MAKING = "fresh";

    /** The least that systems allow, in bytes (macOS; with its end mark, a path has 104 there and 108 on Linux). */
    private static final int LONGEST_PATH = 103;

    private static final int MOST_CONNECTIONS = 256;
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final Path socket;
    private final Object socketFile;
    private final UserPrincipal owner;
    private final TrustedHosts trusted;
    private final boolean strict;

    private final IdentitySlot slot = new IdentitySlot();
    private final Refusals refusals = new Refusals();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ServerSocketChannel server;
    private final Selector selector;
    private final ExecutorService workers;
    private final Thread listener;

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
        agent.listener.start();
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

    /** Whether an SSH agent listens in this directory: another one, or one of a lost connection to the controller. */
    public static boolean isServed(Path directory) {
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return client.connect(UnixDomainSocketAddress.of(socket(directory)));
        } catch (IOException e) {
            return false;
        }
    }

    private SshAgent(Path directory, TrustedHosts trusted, boolean strict) throws IOException {
        this.socket = socket(directory);
        this.trusted = trusted;
        this.strict = strict;
        this.owner = Files.getOwner(directory);
        Path fresh = directory.resolve(SOCKET_IN_THE_MAKING);
        Files.deleteIfExists(fresh);
        selector = Selector.open();
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(fresh));
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            socketFile = fileKey(fresh);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            Files.move(fresh, socket, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            selector.close();
            server.close();
            Files.deleteIfExists(fresh);
            throw e;
        }
        workers = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                5,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> thread("webpaas-ssh-agent client", task));
        listener = thread("webpaas-ssh-agent " + socket, this::listen);
    }

    /** Puts an identity in the place of the one before, if any, which still signs for clients that have just seen it. */
    public void putIdentity(Identity identity) {
        slot.put(identity);
    }

    /** Why signatures were refused since the last call, each reason once. */
    public List<String> takeRefusals() {
        return refusals.take();
    }

    public boolean isOpen() {
        return selector.isOpen();
    }

    private void listen() {
        try {
            SelectionKey accepting = server.keyFor(selector);
            boolean ready = true;
            while (isOpen() && isNeeded()) {
                // Clients beyond the limit, or that there are no file descriptors for, wait in the socket's queue.
                accepting.interestOps(ready && hasRoom() ? SelectionKey.OP_ACCEPT : 0);
                selector.select(TICK.toMillis());
                if (isOpen()) {
                    selector.selectedKeys().clear();
                    ready = !hasRoom() || accept();
                    connections.stream().filter(Connection::isOverdue).forEach(this::drop);
                }
            }
        } catch (IOException | RuntimeException e) {
            if (isOpen()) {
                LOGGER.log(Level.WARNING, "The SSH agent on " + socket + " failed", e);
            }
        } finally {
            stop();
        }
    }

    private boolean hasRoom() {
        return connections.size() < MOST_CONNECTIONS;
    }

    private boolean isNeeded() {
        return !slot.isOver() && ownsSocket();
    }

    /** False if clients cannot be accepted for the time being. */
    private boolean accept() {
        try {
            SocketChannel client = server.accept();
            if (client != null) {
                serve(client);
            }
            return true;
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The SSH agent on " + socket + " cannot accept a client now", e);
            return false;
        }
    }

    private void serve(SocketChannel client) throws IOException {
        if (!isAllowed(client)) {
            client.close();
            return;
        }
        Connection connection = new Connection(client, new Conversation(slot, trusted, strict, refusals));
        connections.add(connection);
        workers.execute(() -> serve(connection));
    }

    private void serve(Connection connection) {
        try {
            connection.serve();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A client of the SSH agent is gone", e);
        } finally {
            drop(connection);
            selector.wakeup();
        }
    }

    /** The socket's mode keeps others out; this is for those whom modes do not bind. Root, who is in many containers, is let in. */
    private boolean isAllowed(SocketChannel client) {
        if (!client.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return true;
        }
        try {
            UserPrincipal peer =
                    client.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
            if (peer.equals(owner) || peer.getName().equals("root")) {
                return true;
            }
            refusals.add("a client of another user of the node");
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A client of the SSH agent was gone before it was known whose it is", e);
        }
        return false;
    }

    private void drop(Connection connection) {
        connections.remove(connection);
        try {
            connection.close();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A client of the SSH agent cannot be closed", e);
        }
    }

    /** Ends all connections, removes the socket, and waits until no thread is left. May be called again. */
    @Override
    public void close() {
        stop();
        try {
            listener.join(STOPPING.toMillis());
            workers.awaitTermination(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        try {
            if (ownsSocket()) {
                Files.deleteIfExists(socket);
            }
            selector.close();
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            connections.forEach(this::drop);
            workers.shutdownNow();
        }
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

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
