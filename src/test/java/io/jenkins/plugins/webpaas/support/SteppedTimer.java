package io.jenkins.plugins.webpaas.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A timer for which no time passes: the test runs what is to come, in the test's own thread. */
public final class SteppedTimer extends IdleTimer {
    private static final int FAR = 365;

    private final List<Task> tasks = new ArrayList<>();
    private Task rounds;

    /** Work that is due after a delay. */
    public record Task(Runnable work, Duration delay, ScheduledFuture<?> future) {}

    @Override
    public synchronized ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        Task task = new Task(work, Duration.of(delay, unit.toChronoUnit()), never(work));
        tasks.add(task);
        return task.future();
    }

    @Override
    public synchronized ScheduledFuture<?> scheduleWithFixedDelay(
            Runnable work, long first, long delay, TimeUnit unit) {
        rounds = new Task(work, Duration.of(delay, unit.toChronoUnit()), never(work));
        return rounds.future();
    }

    private ScheduledFuture<?> never(Runnable work) {
        return super.schedule(work, FAR, TimeUnit.DAYS);
    }

    /** Returns the periodic task. */
    public synchronized Task rounds() {
        return rounds;
    }

    /** Returns the tasks that are due once and were not cancelled. */
    public synchronized List<Task> next() {
        return tasks.stream().filter(task -> !task.future().isCancelled()).toList();
    }

    /** Runs the only task that is due. */
    public void step() {
        List<Task> next = next();
        if (next.size() != 1) {
            throw new AssertionError(next);
        }
        forget(next.get(0));
        next.get(0).work().run();
    }

    /** Runs what is to come within a time; what that leads to is still to come then. */
    public void pass(Duration most) {
        for (Task task : next()) {
            if (task.delay().compareTo(most) <= 0) {
                forget(task);
                task.work().run();
            }
        }
    }

    /** Tells whether something is to come after a delay between these, the ends included. */
    public boolean hasNext(Duration least, Duration most) {
        return next().stream()
                .anyMatch(task ->
                        task.delay().compareTo(least) >= 0 && task.delay().compareTo(most) <= 0);
    }

    private synchronized void forget(Task task) {
        task.future().cancel(false);
        tasks.remove(task);
    }
}
