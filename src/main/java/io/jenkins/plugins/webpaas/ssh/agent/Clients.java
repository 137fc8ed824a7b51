package io.jenkins.plugins.webpaas.ssh.agent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The clients of an SSH agent. One thread serves them all, others help as soon as there are several at a time; no client has
 * one of its own, so that many of them neither cost threads nor compete for processors.
 */
final class Clients implements Closeable {
    /** More than these wait in the socket's queue, which takes as many. */
    static final int MOST = 256;

    private static final Logger LOGGER = Logger.getLogger(Clients.class.getName());
    private static final int MOST_WORKERS = Math.min(4, Runtime.getRuntime().availableProcessors());
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final String name;
    private final ServerSocketChannel server;
    private final Host host;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(MOST);

    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile boolean isClosed;

    /** Whose clients they are. */
    interface Host {
        /** Whether clients are to come in now; else they wait. */
        boolean isReady();

        /** What to talk with a client about; null for one that is sent away. */
        Conversation greet(SocketChannel client) throws IOException;

        /** Asked about every second; false to end it all. */
        boolean isNeeded();

        /** All clients are gone, and no more will come. */
        void left();
    }

    /**
     * @param name of the threads
     * @param server bound, in non-blocking mode; closed with this
     */
    Clients(String name, ServerSocketChannel server, Host host) {
        this.name = name;
        this.server = server;
        this.host = host;
    }

    /** Begins to let clients in. */
    void start() throws IOException {
        getHelp();
    }

    /** Has another thread serve clients too, up to a limit. */
    synchronized void getHelp() throws IOException {
        if (!isClosed && workers.size() < MOST_WORKERS) {
            Worker worker = new Worker(this, server);
            workers.add(worker);
            Thread thread = new Thread(worker, name);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    boolean isOpen() {
        return !isClosed;
    }

    boolean hasRoom() {
        return places.availablePermits() > 0 && host.isReady();
    }

    /** Has all workers look whether there is room now. */
    void wake() {
        workers.forEach(Worker::wake);
    }

    /** Null if nobody waits, or there is no place left. */
    SocketChannel accept() throws IOException {
        SocketChannel channel = null;
        if (places.tryAcquire()) {
            try {
                channel = server.accept();
            } finally {
                if (channel == null) {
                    places.release();
                }
            }
        }
        return channel;
    }

    /** @return null for a client that was sent away */
    Connection admit(SocketChannel channel) throws IOException {
        try {
            channel.configureBlocking(false);
            Conversation conversation = host.greet(channel);
            if (conversation != null) {
                Connection connection = new Connection(channel, conversation);
                connections.add(connection);
                return connection;
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A client of the SSH agent is gone", e);
        }
        places.release();
        channel.close();
        return null;
    }

    void drop(Connection connection) {
        if (connections.remove(connection)) {
            places.release();
        }
        try {
            connection.close();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A client of the SSH agent cannot be closed", e);
        }
    }

    Worker idlest() {
        Worker idlest = workers.get(0);
        for (Worker worker : workers) {
            idlest = worker.load() < idlest.load() ? worker : idlest;
        }
        return idlest;
    }

    void check() {
        if (!host.isNeeded()) {
            stop();
        }
    }

    /** Ends all connections. */
    void stop() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
        }
        try {
            for (Worker worker : workers) {
                worker.close();
            }
            server.close();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The socket of an SSH agent cannot be closed", e);
        } finally {
            connections.forEach(this::drop);
            host.left();
        }
    }

    /** The same, and waits until no thread is left. May be called again. */
    @Override
    public void close() {
        stop();
        try {
            for (Thread thread : threads) {
                thread.join(STOPPING.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
