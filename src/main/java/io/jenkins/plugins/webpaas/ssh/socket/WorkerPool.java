package io.jenkins.plugins.webpaas.ssh.socket;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The threads that serve the clients of any number of sockets. One thread serves all of the clients; other threads help as soon as
 * several clients come at a time. No client has a thread of its own, so many clients neither cost threads nor compete for
 * processors. The threads end with the last socket.
 */
public final class WorkerPool {
    private static final int MOST = Math.min(4, Runtime.getRuntime().availableProcessors());
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final String name;
    private final Set<SocketServer> sockets = ConcurrentHashMap.newKeySet();
    private final List<SocketWorker> workers = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    /** @param name of the threads */
    public WorkerPool(String name) {
        this.name = name;
    }

    synchronized void add(SocketServer clients) throws IOException {
        sockets.add(clients);
        if (workers.isEmpty()) {
            getHelp();
        } else {
            for (SocketWorker worker : workers) {
                worker.listen(clients);
                worker.wake();
            }
        }
    }

    /** Has another thread serve clients too, up to a limit. */
    synchronized void getHelp() throws IOException {
        if (!sockets.isEmpty() && workers.size() < MOST) {
            SocketWorker worker = new SocketWorker(this);
            for (SocketServer clients : sockets) {
                worker.listen(clients);
            }
            workers.add(worker);
            Thread thread = new Thread(worker, name);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    synchronized void remove(SocketServer clients) {
        sockets.remove(clients);
        for (SocketWorker worker : workers) {
            worker.forget(clients);
        }
        if (sockets.isEmpty()) {
            workers.forEach(SocketWorker::close);
            workers.clear();
        } else {
            wake();
        }
    }

    /** Has all workers look for what has changed. */
    void wake() {
        workers.forEach(SocketWorker::wake);
    }

    SocketWorker idlest() {
        SocketWorker idlest = null;
        for (SocketWorker worker : workers) {
            idlest = idlest == null || worker.load() < idlest.load() ? worker : idlest;
        }
        return idlest;
    }

    void check() {
        sockets.forEach(SocketServer::check);
    }

    /** Closes all sockets, after a failure of a worker. */
    void stop() {
        sockets.forEach(SocketServer::stop);
    }

    /** Waits until no thread is left, unless there are other sockets. */
    void joinIfIdle() {
        if (!sockets.isEmpty()) {
            return;
        }
        try {
            for (Thread thread : threads) {
                thread.join(STOPPING.toMillis());
                threads.remove(thread);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
