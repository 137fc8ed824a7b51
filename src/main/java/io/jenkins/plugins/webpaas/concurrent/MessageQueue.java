package io.jenkins.plugins.webpaas.concurrent;

import java.util.ArrayDeque;
import java.util.Queue;

/** Messages to one waiter, one after another, in threads that no request needs. A waiter may take its time. */
public final class MessageQueue {
    /** So much text may be on its way; each piece is as long as a page of a log at most. */
    private static final int MOST = 3;

    private final FairThreadPool pool;
    private final FairThreadPool.Owner owner = new FairThreadPool.Owner();
    private final Queue<Runnable> unsaid = new ArrayDeque<>();

    public MessageQueue(FairThreadPool pool) {
        this.pool = pool;
    }

    public synchronized void add(Runnable word) {
        unsaid.add(word);
        if (unsaid.size() == 1) {
            pool.execute(owner, this::say);
        }
    }

    /** Tells that messages come faster than the waiter takes them. The waiter then gets no more for now. */
    public synchronized boolean areTooMany() {
        return unsaid.size() > MOST;
    }

    private void say() {
        Runnable word;
        synchronized (this) {
            word = unsaid.element();
        }
        try {
            word.run();
        } finally {
            synchronized (this) {
                unsaid.remove();
                if (!unsaid.isEmpty()) {
                    pool.execute(owner, this::say);
                }
            }
        }
    }
}
