package io.jenkins.plugins.webpaas.session;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer that repeats tasks every tenth of a second instead of every minute. */
final class HastyTimer extends ScheduledThreadPoolExecutor {
    private static final int TIMES = 600;

    HastyTimer() {
        super(1);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
        return super.scheduleWithFixedDelay(
                task, unit.toNanos(first) / TIMES, unit.toNanos(delay) / TIMES, TimeUnit.NANOSECONDS);
    }
}
