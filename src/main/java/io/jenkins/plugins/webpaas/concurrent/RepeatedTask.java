package io.jenkins.plugins.webpaas.concurrent;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A task that runs again and again in a {@link FairThreadPool}, and decides after each run when the next one is due. */
public final class RepeatedTask {
    private final Supplier<Duration> task;
    private final FairThreadPool pool;
    private final FairThreadPool.Owner owner;
    private final ScheduledExecutorService timer;
    private final Runnable run = this::run;
    private Future<?> next;
    private boolean isQueuedOrRunning;
    private boolean isRepeatedAtOnce;
    private boolean isUrgent;

    /** @param task returns the time until its next run; null to end */
    public RepeatedTask(
            Supplier<Duration> task, FairThreadPool pool, FairThreadPool.Owner owner, ScheduledExecutorService timer) {
        this.task = task;
        this.pool = pool;
        this.owner = owner;
        this.timer = timer;
    }

    public synchronized void runIn(Duration delay) {
        next = timer.schedule(this::enqueue, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs the task at once, ahead of tasks that are not urgent. A task that is running now runs once more. */
    public synchronized void runNow() {
        boolean isRunning = isQueuedOrRunning && !pool.remove(owner, run);
        isUrgent = true;
        if (isRunning) {
            isRepeatedAtOnce = true;
        } else {
            isQueuedOrRunning = false;
            enqueue();
        }
    }

    private synchronized void enqueue() {
        if (!isQueuedOrRunning) {
            isQueuedOrRunning = true;
            if (next != null) {
                next.cancel(false);
            }
            pool.execute(owner, isUrgent, run);
        }
    }

    private void run() {
        Duration delay = task.get();
        synchronized (this) {
            isQueuedOrRunning = false;
            if (delay != null) {
                runIn(isRepeatedAtOnce ? Duration.ZERO : delay);
            }
            isRepeatedAtOnce = false;
        }
    }
}
