package io.jenkins.plugins.webpaas.ssh.agent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One of the threads that serve an SSH agent's clients, and those clients that it has accepted. A client that has come is
 * served to the end of what it asks for now, then the next: so all wait their turn, in the socket's queue.
 */
final class Worker implements Runnable, Closeable {
    private static final Logger LOGGER = Logger.getLogger(Worker.class.getName());
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Clients clients;
    private final Selector selector = Selector.open();
    private final SelectionKey accepting;
    private long tick = System.nanoTime();
    private boolean isToRest;

    Worker(Clients clients, ServerSocketChannel server) throws IOException {
        this.clients = clients;
        accepting = server.register(selector, 0);
    }

    /** How many clients it has, about. */
    int load() {
        return selector.keys().size();
    }

    /** Has it look for what has changed. */
    void wake() {
        selector.wakeup();
    }

    @Override
    public void run() {
        try {
            while (selector.isOpen()) {
                // Clients beyond the limit, or that there are no file descriptors for, wait in the socket's queue.
                accepting.interestOps(!isToRest && clients.hasRoom() ? SelectionKey.OP_ACCEPT : 0);
                selector.select(this::serve, TICK.toMillis());
                if (System.nanoTime() - tick >= 0) {
                    tick = System.nanoTime() + TICK.toNanos();
                    isToRest = false;
                    tidy();
                }
            }
        } catch (IOException | RuntimeException e) {
            if (selector.isOpen()) {
                LOGGER.log(Level.WARNING, "An SSH agent failed", e);
            }
        } finally {
            clients.stop();
        }
    }

    private void serve(SelectionKey key) {
        if (key == accepting) {
            accept();
        } else {
            serve((Connection) key.attachment(), key);
        }
    }

    private void accept() {
        try {
            if (acceptOne() && acceptOne()) {
                clients.getHelp();
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "An SSH agent cannot accept a client now", e);
            isToRest = true;
        }
    }

    /** False if nobody waits, or there is no place left. */
    private boolean acceptOne() throws IOException {
        SocketChannel channel = clients.accept();
        if (channel == null) {
            return false;
        }
        Connection connection = clients.admit(channel);
        if (connection != null) {
            serve(connection, null);
        }
        return true;
    }

    /** @param key null for a client that has just come */
    private void serve(Connection connection, SelectionKey key) {
        try {
            int next = connection.serve();
            if (next == Connection.NOTHING) {
                clients.drop(connection);
            } else if (key == null) {
                connection.channel().register(selector, next, connection);
            } else {
                key.interestOps(next);
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, "A client of the SSH agent is gone", e);
            clients.drop(connection);
        }
    }

    private void tidy() {
        clients.check();
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof Connection connection) {
                try {
                    tidy(key, connection);
                } catch (IOException | RuntimeException e) {
                    LOGGER.log(Level.FINE, "A client of the SSH agent is gone", e);
                    clients.drop(connection);
                }
            }
        }
    }

    /** Clients that stay are spread over all workers. */
    private void tidy(SelectionKey key, Connection connection) throws IOException {
        Worker idlest = clients.idlest();
        if (connection.isOverdue()) {
            clients.drop(connection);
        } else if (load() >= idlest.load() + 2) {
            move(key, connection, idlest);
        }
    }

    private void move(SelectionKey key, Connection connection, Worker to) throws IOException {
        int interest = key.interestOps();
        key.cancel();
        selector.selectNow(ready -> {}); // only then has it left, and may come back one day
        connection.channel().register(to.selector, interest, connection);
        to.wake();
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof Connection connection) {
                clients.drop(connection);
            }
        }
        selector.close();
    }
}
