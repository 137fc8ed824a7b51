package io.jenkins.plugins.webpaas.concurrent;

import java.util.ArrayDeque;
import java.util.Queue;

/** The messages to one listener, delivered in order and one at a time by a thread pool. A slow listener delays no other. */
public final class MessageQueue {
    /** The number of messages that may be pending while more text is read. The longest message is a page of a log. */
    private static final int MAX_PENDING = 3;

    private final FairThreadPool pool;
    private final FairThreadPool.Owner owner = new FairThreadPool.Owner();
    private final Queue<Runnable> pendingMessages = new ArrayDeque<>();

    public MessageQueue(FairThreadPool pool) {
        this.pool = pool;
    }

    public synchronized void add(Runnable message) {
        pendingMessages.add(message);
        if (pendingMessages.size() == 1) {
            pool.execute(owner, this::deliver);
        }
    }

    /** Tells whether messages come faster than the listener takes them, so that the caller should read no more for now. */
    public synchronized boolean isOverloaded() {
        return pendingMessages.size() > MAX_PENDING;
    }

    private void deliver() {
        Runnable message;
        synchronized (this) {
            message = pendingMessages.element();
        }
        try {
            message.run();
        } finally {
            synchronized (this) {
                pendingMessages.remove();
                if (!pendingMessages.isEmpty()) {
                    pool.execute(owner, this::deliver);
                }
            }
        }
    }
}
