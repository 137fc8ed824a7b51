package io.jenkins.plugins.webpaas.ssh.socket;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The threads that serve the clients of any number of sockets. The pool starts with one thread, and adds threads when several clients
 * connect at the same time. Clients share the threads, so many clients neither cost threads nor compete for processors. The threads
 * end with the last socket.
 */
public final class WorkerPool {
    private static final int MAX_THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());
    private static final Logger LOGGER = Logger.getLogger(WorkerPool.class.getName());

    private final ThreadFactory factory;
    private final Set<SocketServer> servers = ConcurrentHashMap.newKeySet();
    private final List<SocketWorker> workers = new CopyOnWriteArrayList<>();

    /** @param name of the threads */
    public WorkerPool(String name) {
        this(worker -> new Thread(worker, name));
    }

    WorkerPool(ThreadFactory factory) {
        this.factory = factory;
    }

    synchronized void add(SocketServer server) throws IOException {
        servers.add(server);
        if (workers.isEmpty()) {
            addThread();
        } else {
            for (SocketWorker worker : workers) {
                worker.add(server);
                worker.wake();
            }
        }
    }

    /**
     * Starts another thread, unless there are enough. A system that limits threads may refuse the thread; the other threads then go on alone.
     *
     * @throws IOException if there is no thread at all
     */
    synchronized void addThread() throws IOException {
        if (!servers.isEmpty() && workers.size() < MAX_THREADS) {
            SocketWorker worker = new SocketWorker(this);
            for (SocketServer server : servers) {
                worker.add(server);
            }
            Thread thread = factory.newThread(worker);
            thread.setDaemon(true);
            try {
                thread.start();
                workers.add(worker);
            } catch (OutOfMemoryError e) { // Java's answer where the system gives no thread
                worker.discard();
                if (workers.isEmpty()) {
                    throw new IOException("The system allows no further thread", e);
                }
                LOGGER.log(Level.FINE, "The system allows no further thread", e);
            }
        }
    }

    synchronized void remove(SocketServer server) {
        servers.remove(server);
        for (SocketWorker worker : workers) {
            worker.remove(server);
        }
        if (servers.isEmpty()) {
            workers.forEach(SocketWorker::close);
            workers.clear();
        } else {
            wake();
        }
    }

    void wake() {
        workers.forEach(SocketWorker::wake);
    }

    /** Returns the worker with the lowest load, or null if there is no worker. */
    SocketWorker idlest() {
        return workers.stream().min(Comparator.comparingInt(SocketWorker::load)).orElse(null);
    }

    void closeUnneeded() {
        servers.forEach(SocketServer::closeIfNotNeeded);
    }

    /** Closes all sockets, after a failure of a worker. */
    void close() {
        servers.forEach(SocketServer::close);
    }
}
