package io.jenkins.plugins.webpaas.ssh.socket;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A thread that accepts the clients of sockets and serves them. After the present request of a client, the thread serves the
 * next client, so that all clients get their turn.
 */
final class SocketWorker implements Runnable, Closeable {
    private static final Logger LOGGER = Logger.getLogger(SocketWorker.class.getName());
    private static final Duration TICK = Duration.ofSeconds(1);

    private final WorkerPool workers;
    private final Selector selector = Selector.open();
    private final Map<SocketServer, SelectionKey> serverKeys = new ConcurrentHashMap<>();
    private long nextTick = System.nanoTime();
    /** Tells whether to accept no clients until the next tick, for example because there are no file descriptors. */
    private boolean acceptsPaused;

    private volatile boolean isClosed;

    SocketWorker(WorkerPool workers) throws IOException {
        this.workers = workers;
    }

    /** Adds a socket to accept clients from, after the next {@link #wake}. */
    void add(SocketServer server) throws IOException {
        try {
            serverKeys.put(server, server.channel().register(selector, 0, server));
        } catch (ClosedChannelException e) {
            LOGGER.log(Level.FINE, "A socket was closed meanwhile", e);
        }
    }

    void remove(SocketServer server) {
        serverKeys.remove(server);
    }

    /** Returns the approximate number of clients and sockets of this thread. */
    int load() {
        return isClosed ? Integer.MAX_VALUE : selector.keys().size();
    }

    /** Makes the thread check its sockets and clients now. */
    void wake() {
        selector.wakeup();
    }

    @Override
    public void run() {
        try (selector) {
            while (!isClosed) {
                serverKeys.forEach(this::updateInterest);
                selector.select(this::serve, TICK.toMillis());
                if (System.nanoTime() - nextTick >= 0) {
                    nextTick = System.nanoTime() + TICK.toNanos();
                    acceptsPaused = false;
                    tick();
                }
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "A thread of private sockets failed", e);
            workers.close();
        }
    }

    /** Selects a socket only while clients can be accepted. Other clients wait in the socket's queue. */
    private void updateInterest(SocketServer server, SelectionKey key) {
        int interest = !acceptsPaused && server.acceptsClients() ? SelectionKey.OP_ACCEPT : 0;
        try {
            if (key.interestOps() != interest) {
                key.interestOps(interest);
            }
        } catch (CancelledKeyException e) {
            serverKeys.remove(server);
        }
    }

    private void serve(SelectionKey key) {
        if (key.attachment() instanceof SocketServer server) {
            accept(server);
        } else {
            serve((ClientConnection) key.attachment(), key);
        }
    }

    private void accept(SocketServer server) {
        try {
            if (acceptOne(server) && acceptOne(server)) {
                workers.addThread();
            }
        } catch (ClosedChannelException e) {
            LOGGER.log(Level.FINE, "A socket was closed meanwhile", e);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "No client can be accepted now", e);
            acceptsPaused = true;
        }
    }

    /** Accepts and serves a client. Returns false if no client waits, or there are too many clients. */
    private boolean acceptOne(SocketServer server) throws IOException {
        SocketChannel channel = server.accept();
        if (channel == null) {
            return false;
        }
        ClientConnection connection = server.connect(channel);
        if (connection != null) {
            serve(connection, null);
        }
        return true;
    }

    /** @param key null for a client that was just accepted */
    private void serve(ClientConnection connection, SelectionKey key) {
        try {
            int next = connection.serve();
            if (next == ClientConnection.ENDED) {
                drop(connection);
            } else if (key == null) {
                connection.channel().register(selector, next, connection);
            } else {
                key.interestOps(next);
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, "A client is gone", e);
            drop(connection);
        }
    }

    private static void drop(ClientConnection connection) {
        connection.server().drop(connection);
    }

    private void tick() {
        workers.closeUnneeded();
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof ClientConnection connection) {
                try {
                    dropOrMove(connection, key);
                } catch (IOException | RuntimeException e) {
                    LOGGER.log(Level.FINE, "A client is gone", e);
                    drop(connection);
                }
            }
        }
    }

    /** Drops an overdue client. Moves another client to the thread with the fewest clients, if that has two fewer. */
    private void dropOrMove(ClientConnection connection, SelectionKey key) throws IOException {
        SocketWorker idlest = workers.idlest();
        if (connection.isOverdue()) {
            drop(connection);
        } else if (idlest != null && load() >= idlest.load() + 2) {
            move(connection, key, idlest);
        }
    }

    private void move(ClientConnection connection, SelectionKey key, SocketWorker target) throws IOException {
        int interest = key.interestOps();
        key.cancel();
        selector.selectNow(ready -> {}); // deregisters the channel, so that it can be registered here again later
        connection.channel().register(target.selector, interest, connection);
        target.wake();
    }

    /**
     * Ends the thread. The thread closes its selector itself: if the caller closed the selector, the caller would wait for the end of
     * the selection, while the thread may wait for a lock of the caller.
     */
    @Override
    public void close() {
        isClosed = true;
        wake();
    }

    /** Closes the selector of a worker whose thread did not start. */
    void discard() throws IOException {
        selector.close();
    }
}
