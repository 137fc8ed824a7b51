package io.jenkins.plugins.webpaas.ssh.socket;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The clients of a private socket. */
public final class SocketServer implements AutoCloseable {
    /** More than these wait in the socket's queue, which takes as many. */
    static final int MOST = 256;

    private static final Logger LOGGER = Logger.getLogger(SocketServer.class.getName());

    private final PrivateSocket socket;
    private final Host host;
    private final WorkerPool workers;
    private final FrameLimits limits;
    private final Semaphore memory;
    private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(MOST);
    private boolean isClosed;

    /** The server behind a socket. */
    public interface Host {
        /** Tells whether clients may come in now; else they wait. */
        boolean isReady();

        /** Makes what answers a client; null for a client that is sent away. */
        RequestHandler greet(SocketChannel client) throws IOException;

        /** Tells whether the socket is to stay open. The clients' threads ask about every second. */
        boolean isNeeded();

        /** Hears that all clients are gone, and that no more will come. */
        default void left() {}
    }

    private SocketServer(PrivateSocket socket, Host host, WorkerPool workers, FrameLimits limits) {
        this.socket = socket;
        this.host = host;
        this.workers = workers;
        this.limits = limits;
        memory = new Semaphore(limits.memory());
    }

    /**
     * Begins to let clients in.
     *
     * @param socket closed with this, or if the opening fails
     */
    public static SocketServer open(PrivateSocket socket, Host host, WorkerPool workers, FrameLimits limits)
            throws IOException {
        SocketServer clients = new SocketServer(socket, host, workers, limits);
        try {
            workers.add(clients);
        } catch (IOException e) {
            clients.stop();
            throw e;
        }
        return clients;
    }

    public synchronized boolean isOpen() {
        return !isClosed;
    }

    /** Has the threads look again whether the host is ready. */
    public void wake() {
        workers.wake();
    }

    ServerSocketChannel server() {
        return socket.channel();
    }

    boolean hasRoom() {
        return places.availablePermits() > 0 && host.isReady();
    }

    /** Null if no client waits, or there is no place left. */
    SocketChannel accept() throws IOException {
        SocketChannel channel = null;
        if (places.tryAcquire()) {
            try {
                channel = server().accept();
            } finally {
                if (channel == null) {
                    places.release();
                }
            }
        }
        return channel;
    }

    /** @return null for a client that was sent away */
    ClientConnection admit(SocketChannel channel) throws IOException {
        try {
            channel.configureBlocking(false);
            RequestHandler handler = host.greet(channel);
            if (handler != null) {
                ClientConnection connection = new ClientConnection(this, channel, handler, limits, memory);
                connections.add(connection);
                if (isOpen()) {
                    return connection;
                }
                drop(connection); // stop() may have come too early to see the connection
                return null;
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A client is gone", e);
        }
        places.release();
        channel.close();
        return null;
    }

    void drop(ClientConnection connection) {
        if (connections.remove(connection)) {
            places.release();
        }
        try {
            connection.close();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A client's connection cannot be closed", e);
        }
    }

    void check() {
        if (!host.isNeeded()) {
            stop();
        }
    }

    /** Ends all connections, and deletes the socket's file. May be called again. */
    public void stop() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
        }
        try {
            server().close();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The socket " + socket.path() + " cannot be closed", e);
        } finally {
            connections.forEach(this::drop);
            workers.remove(this);
            socket.delete();
            host.left();
        }
    }

    /** The same, and waits until no thread is left if this was the threads' last socket. */
    @Override
    public void close() {
        stop();
        workers.joinIfIdle();
    }
}
