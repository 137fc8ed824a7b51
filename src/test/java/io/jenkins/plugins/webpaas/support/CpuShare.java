package io.jenkins.plugins.webpaas.support;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The part of a processor that this machine gives to a thread, measured while a test runs. A promise about time holds where a thread
 * has at least half a processor; with less, everything takes longer in proportion.
 */
public final class CpuShare implements AutoCloseable {
    private static final long WORK = Duration.ofMillis(20).toNanos();
    private static final long REST = Duration.ofMillis(200).toNanos();

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Thread thread = new Thread(this::measure, "cpu-share");
    private volatile boolean isOver;
    private long had;
    private long took;

    public CpuShare() {
        thread.setDaemon(true);
        thread.start();
    }

    private void measure() {
        while (!isOver) {
            long begin = System.nanoTime();
            long cpu = threads.getCurrentThreadCpuTime();
            while (threads.getCurrentThreadCpuTime() - cpu < WORK) {
                Thread.onSpinWait();
            }
            had += WORK;
            took += System.nanoTime() - begin;
            LockSupport.parkNanos(REST);
        }
    }

    /** Ends the measurement. */
    @Override
    public void close() throws InterruptedException {
        isOver = true;
        thread.join();
    }

    /** The least time that an idle machine needs for what took so long on this one. To be called after {@link #close}. */
    public Duration onAnIdleMachine(Duration time) {
        double share = (double) had / took;
        return share >= 0.5 ? time : Duration.ofNanos((long) (time.toNanos() * 2 * share));
    }
}
