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
 * One of the threads that serve sockets, and those clients that the thread has accepted. A client that has come is served to the end of
 * its present request, then the next client: so all wait their turn, in the socket's queue.
 */
final class SocketWorker implements Runnable, Closeable {
    private static final Logger LOGGER = Logger.getLogger(SocketWorker.class.getName());
    private static final Duration TICK = Duration.ofSeconds(1);

    private final WorkerPool workers;
    private final Selector selector = Selector.open();
    private final Map<SocketServer, SelectionKey> accepting = new ConcurrentHashMap<>();
    private long tick = System.nanoTime();
    private boolean isToRest;
    private volatile boolean isClosed;

    SocketWorker(WorkerPool workers) throws IOException {
        this.workers = workers;
    }

    /** Accepts clients of a socket too, as soon as it is woken. */
    void listen(SocketServer clients) throws IOException {
        try {
            accepting.put(clients, clients.server().register(selector, 0, clients));
        } catch (ClosedChannelException e) {
            LOGGER.log(Level.FINE, "A socket was closed meanwhile", e);
        }
    }

    void forget(SocketServer clients) {
        accepting.remove(clients);
    }

    /** The number of its clients, and of sockets, about. */
    int load() {
        return isClosed ? Integer.MAX_VALUE : selector.keys().size();
    }

    /** Has the thread look for what has changed. */
    void wake() {
        selector.wakeup();
    }

    @Override
    public void run() {
        try (selector) {
            while (!isClosed) {
                accepting.forEach(this::allow);
                selector.select(this::serve, TICK.toMillis());
                if (System.nanoTime() - tick >= 0) {
                    tick = System.nanoTime() + TICK.toNanos();
                    isToRest = false;
                    tidy();
                }
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "A thread of private sockets failed", e);
            workers.stop();
        }
    }

    /** Clients beyond the limit, or that there are no file descriptors for, wait in the socket's queue. */
    private void allow(SocketServer clients, SelectionKey key) {
        int wanted = !isToRest && clients.hasRoom() ? SelectionKey.OP_ACCEPT : 0;
        try {
            if (key.interestOps() != wanted) {
                key.interestOps(wanted);
            }
        } catch (CancelledKeyException e) {
            accepting.remove(clients);
        }
    }

    private void serve(SelectionKey key) {
        if (key.attachment() instanceof SocketServer clients) {
            accept(clients);
        } else {
            serve((ClientConnection) key.attachment(), key);
        }
    }

    private void accept(SocketServer clients) {
        try {
            if (acceptOne(clients) && acceptOne(clients)) {
                workers.getHelp();
            }
        } catch (ClosedChannelException e) {
            LOGGER.log(Level.FINE, "A socket was closed meanwhile", e);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "No client can be accepted now", e);
            isToRest = true;
        }
    }

    /** False if no client waits, or there is no place left. */
    private boolean acceptOne(SocketServer clients) throws IOException {
        SocketChannel channel = clients.accept();
        if (channel == null) {
            return false;
        }
        ClientConnection connection = clients.admit(channel);
        if (connection != null) {
            serve(connection, null);
        }
        return true;
    }

    /** @param key null for a client that has just come */
    private void serve(ClientConnection connection, SelectionKey key) {
        try {
            int next = connection.serve();
            if (next == ClientConnection.NOTHING) {
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
        connection.clients().drop(connection);
    }

    private void tidy() {
        workers.check();
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof ClientConnection connection) {
                try {
                    tidy(key, connection);
                } catch (IOException | RuntimeException e) {
                    LOGGER.log(Level.FINE, "A client is gone", e);
                    drop(connection);
                }
            }
        }
    }

    /** Clients that stay are spread over all workers. */
    private void tidy(SelectionKey key, ClientConnection connection) throws IOException {
        SocketWorker idlest = workers.idlest();
        if (connection.isOverdue()) {
            drop(connection);
        } else if (idlest != null && load() >= idlest.load() + 2) {
            move(key, connection, idlest);
        }
    }

    private void move(SelectionKey key, ClientConnection connection, SocketWorker to) throws IOException {
        int interest = key.interestOps();
        key.cancel();
        selector.selectNow(ready -> {}); // only then has it left, and may come back one day
        connection.channel().register(to.selector, interest, connection);
        to.wake();
    }

    /**
     * Has the thread end. The thread closes its selector itself: a selector waits for the lock of its selection to be closed, and the
     * thread may wait for the caller's lock in the meantime.
     */
    @Override
    public void close() {
        isClosed = true;
        wake();
    }
}
