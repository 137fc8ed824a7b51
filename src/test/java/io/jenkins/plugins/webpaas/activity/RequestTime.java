package io.jenkins.plugins.webpaas.activity;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** The time that a request takes on this machine while a test runs, which a slow or busy machine prolongs. */
final class RequestTime implements AutoCloseable {
    private static final long REST = Duration.ofMillis(100).toNanos();

    private final Callable<?> request;
    private final Thread thread = new Thread(this::measure, "request-time");
    private volatile boolean isOver;
    private long nanos;
    private int count;

    /** Begins to measure. */
    RequestTime(Callable<?> request) {
        this.request = request;
        thread.setDaemon(true);
        thread.start();
    }

    private void measure() {
        while (!isOver) {
            long begin = System.nanoTime();
            try {
                request.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            nanos += System.nanoTime() - begin;
            count++;
            LockSupport.parkNanos(REST);
        }
    }

    /** Ends the measurement. */
    @Override
    public void close() throws InterruptedException {
        isOver = true;
        thread.join();
    }

    /** Returns the mean time of a request. To be called after {@link #close}. */
    Duration mean() {
        return Duration.ofNanos(nanos / count);
    }
}
