package io.jenkins.plugins.webpaas.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer for which no time passes: the test runs what is due, in the test's own thread. */
final class SteppedTimer extends ScheduledThreadPoolExecutor {
    private final List<Task> tasks = new ArrayList<>();
    private Task rounds;

    record Task(Runnable work, Duration delay, ScheduledFuture<?> future) {}

    SteppedTimer() {
        super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        Task task = new Task(work, Duration.of(delay, unit.toChronoUnit()), never(work));
        tasks.add(task);
        return task.future();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long first, long delay, TimeUnit unit) {
        rounds = new Task(work, Duration.of(delay, unit.toChronoUnit()), never(work));
        return rounds.future();
    }

    private ScheduledFuture<?> never(Runnable work) {
        return super.schedule(work, 365, TimeUnit.DAYS);
    }

    /** What happens again and again. */
    Task rounds() {
        return rounds;
    }

    /** What is still to come, but for the rounds. */
    List<Task> next() {
        return tasks.stream().filter(task -> !task.future().isCancelled()).toList();
    }

    /** Runs the one task that is still to come. */
    void step() {
        List<Task> next = next();
        if (next.size() != 1) {
            throw new AssertionError(next);
        }
        tasks.clear();
        next.get(0).work().run();
    }
}
