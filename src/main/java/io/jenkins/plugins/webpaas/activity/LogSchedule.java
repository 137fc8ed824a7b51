package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.concurrent.FairThreadPool;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Has a log looked at, again and again, until that is over. What is in a hurry goes first. */
final class LogSchedule implements Runnable {
    private final Supplier<Duration> look;
    private final FairThreadPool pool;
    private final FairThreadPool.Owner owner;
    private final ScheduledExecutorService timer;
    private Future<?> next;
    private boolean isBusy;
    private boolean isToLookAgain;
    private boolean isUrgent;

    /** @param look returns when to look again; null for never */
    LogSchedule(
            Supplier<Duration> look, FairThreadPool pool, FairThreadPool.Owner owner, ScheduledExecutorService timer) {
        this.look = look;
        this.pool = pool;
        this.owner = owner;
        this.timer = timer;
    }

    synchronized void lookIn(Duration delay) {
        next = timer.schedule(this::look, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks at once and before those that are not in a hurry; if it is looking now, then once more. */
    synchronized void hurry() {
        boolean isLooking = isBusy && !pool.remove(owner, this);
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
            pool.execute(owner, isUrgent, this);
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
}
