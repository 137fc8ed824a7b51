package io.jenkins.plugins.webpaas.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Starts of one kind in one environment go one after another, so that none takes another's activity for its own. */
final class Starts {
    /** So many that two kinds hardly ever share one, and no list of them to keep. */
    private static final int LOCKS = 256;

    private final List<Lock> locks =
            Stream.generate(() -> (Lock) new ReentrantLock()).limit(LOCKS).toList();
    private final Pause pause;

    Starts(Pause pause) {
        this.pause = pause;
    }

    List<Activity> run(String kind, Start start) throws IOException {
        Lock lock = locks.get(Math.floorMod(kind.hashCode(), LOCKS));
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted before an operation was started");
        }
        try {
            return start.run(pause);
        } finally {
            lock.unlock();
        }
    }
}
