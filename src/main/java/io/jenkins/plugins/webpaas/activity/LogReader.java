package io.jenkins.plugins.webpaas.activity;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Has a follower's log looked at, again and again, until that is over. What has ended is looked at first. */
final class LogReader implements Runnable, Comparable<LogReader> {
    private static final AtomicLong TURNS = new AtomicLong();

    private final Wait wait;
    private final Follower follower;
    private final ThreadPoolExecutor executor;
    private final ScheduledExecutorService timer;
    private Future<?> next;
    private boolean isBusy;
    private boolean isHurried;
    private volatile boolean isUrgent;
    private volatile long turn;

    LogReader(Wait wait, Follower follower, ThreadPoolExecutor executor, ScheduledExecutorService timer) {
        this.wait = wait;
        this.follower = follower;
        this.executor = executor;
        this.timer = timer;
    }

    synchronized void lookIn(Duration delay) {
        next = timer.schedule(this::look, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks at once and before those that are not urgent; if it is looking now, then once more. */
    synchronized void hurry() {
        if (isBusy && !executor.remove(this)) {
            isHurried = true;
            return;
        }
        isBusy = false;
        isUrgent = true;
        look();
    }

    private synchronized void look() {
        if (!isBusy) {
            isBusy = true;
            if (next != null) {
                next.cancel(false);
            }
            turn = TURNS.incrementAndGet();
            executor.execute(this);
        }
    }

    @Override
    public void run() {
        Duration delay = wait.readLog(follower);
        synchronized (this) {
            isBusy = false;
            if (delay != null) {
                isUrgent = follower.hasEnded();
                lookIn(isHurried ? Duration.ZERO : delay);
            }
            isHurried = false;
        }
    }

    @Override
    public int compareTo(LogReader other) {
        return isUrgent == other.isUrgent ? Long.compare(turn, other.turn) : isUrgent ? -1 : 1;
    }
}
