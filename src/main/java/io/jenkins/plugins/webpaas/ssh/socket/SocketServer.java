package io.jenkins.plugins.webpaas.ssh.socket;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Serves the clients of a private socket, with the threads of a {@link WorkerPool}. */
public final class SocketServer implements AutoCloseable {
    /** Limit of clients at the same time. As many further clients wait in the socket's queue. */
    static final int MAX_CLIENTS = 256;

    private static final Logger LOGGER = Logger.getLogger(SocketServer.class.getName());

    private final PrivateSocket socket;
    private final Host host;
    private final WorkerPool workers;
    private final FrameLimits limits;
    private final Semaphore memory;
    private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();
    private final Semaphore freePlaces = new Semaphore(MAX_CLIENTS);
    private boolean isClosed;

    /**
     * The limits for requests of the clients of one socket.
     *
     * @param longest the longest request, in bytes
     * @param memory memory for the long requests of all clients together, in bytes; a client that needs more is dropped
     */
    public record FrameLimits(int longest, int memory) {}

    /** Answers one client's requests, one after the other. */
    public interface RequestHandler {
        /** Answers a request, which is never empty. Neither the request nor the answer contains its length. */
        byte[] answer(byte[] request);
    }

    /** The owner of a socket, which decides about clients and the socket's life. */
    public interface Host {
        /** Tells whether to accept clients now. Until then, clients wait. */
        default boolean isReady() {
            return true;
        }

        /** Returns the handler for a client's requests, or null to reject the client. */
        RequestHandler greet(SocketChannel client) throws IOException;

        /** Tells whether to keep the socket open. Called about every second. */
        boolean isNeeded();

        /** Called after the socket and all connections are closed. */
        default void stopped() {}
    }

    private SocketServer(PrivateSocket socket, Host host, WorkerPool workers, FrameLimits limits) {
        this.socket = socket;
        this.host = host;
        this.workers = workers;
        this.limits = limits;
        memory = new Semaphore(limits.memory());
    }

    /** Begins to accept clients. The socket is closed with the server, or if this method fails. */
    public static SocketServer open(PrivateSocket socket, Host host, WorkerPool workers, FrameLimits limits)
            throws IOException {
        SocketServer server = new SocketServer(socket, host, workers, limits);
        try {
            workers.add(server);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        return server;
    }

    public synchronized boolean isOpen() {
        return !isClosed;
    }

    /** Makes the threads check again whether the host is ready. */
    public void wake() {
        workers.wake();
    }

    ServerSocketChannel channel() {
        return socket.channel();
    }

    boolean acceptsClients() {
        return freePlaces.availablePermits() > 0 && host.isReady();
    }

    /** Returns the channel of a waiting client, or null if no client waits or there are too many clients. */
    SocketChannel accept() throws IOException {
        SocketChannel client = null;
        if (freePlaces.tryAcquire()) {
            try {
                client = channel().accept();
            } finally {
                if (client == null) {
                    freePlaces.release();
                }
            }
        }
        return client;
    }

    /** @return the connection, or null if the client was rejected */
    ClientConnection connect(SocketChannel channel) throws IOException {
        try {
            channel.configureBlocking(false);
            RequestHandler handler = host.greet(channel);
            if (handler != null) {
                ClientConnection connection = new ClientConnection(this, channel, handler, limits, memory);
                connections.add(connection);
                if (isOpen()) {
                    return connection;
                }
                drop(connection); // close() may have run before the connection was added
                return null;
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A client is gone", e);
        }
        freePlaces.release();
        channel.close();
        return null;
    }

    void drop(ClientConnection connection) {
        if (connections.remove(connection)) {
            freePlaces.release();
        }
        try {
            connection.close();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A client's connection cannot be closed", e);
        }
    }

    void closeIfNotNeeded() {
        if (!host.isNeeded()) {
            close();
        }
    }

    /** Closes the socket and all connections, and deletes the socket's file. Further calls have no effect. */
    @Override
    public void close() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
        }
        try {
            channel().close();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The socket " + socket.path() + " cannot be closed", e);
        } finally {
            connections.forEach(this::drop);
            workers.remove(this);
            socket.delete();
            host.stopped();
        }
    }
}
