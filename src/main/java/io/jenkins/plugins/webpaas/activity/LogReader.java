package io.jenkins.plugins.webpaas.activity;

import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Has a log looked at, again and again, until that is over. What is in a hurry goes first. */
final class LogReader implements Runnable {
    /** In which readers wait for a thread. */
    static final Comparator<Runnable> ORDER = (one, other) -> ((LogReader) one).compare((LogReader) other);

    private static final AtomicLong TURNS = new AtomicLong();

    private final Supplier<Duration> look;
    private final ThreadPoolExecutor executor;
    private final ScheduledExecutorService timer;
    private Future<?> next;
    private boolean isBusy;
    private boolean isToLookAgain;
    private volatile boolean isUrgent;
    private volatile long turn;

    /**
     * @param look returns when to look again; null for never
     * @param executor with a queue in {@link #ORDER}
     */
    LogReader(Supplier<Duration> look, ThreadPoolExecutor executor, ScheduledExecutorService timer) {
        this.look = look;
        this.executor = executor;
        this.timer = timer;
    }

    synchronized void lookIn(Duration delay) {
        next = timer.schedule(this::look, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks at once and before those that are not in a hurry; if it is looking now, then once more. */
    synchronized void hurry() {
        boolean isLooking = isBusy && !executor.remove(this);
        isUrgent = true;
        if (isLooking) {
            isToLookAgain = true;
        } else {
            isBusy = false;
            look();
        }
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
        Duration delay = look.get();
        synchronized (this) {
            isBusy = false;
            if (delay != null) {
                lookIn(isToLookAgain ? Duration.ZERO : delay);
            }
            isToLookAgain = false;
        }
    }

    private int compare(LogReader other) {
        return isUrgent == other.isUrgent ? Long.compare(turn, other.turn) : isUrgent ? -1 : 1;
    }
}
