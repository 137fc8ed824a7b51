package io.jenkins.plugins.webpaas.support;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A timer for which no time passes: the test runs what is to come, in the test's own thread. */
public final class SteppedTimer extends IdleTimer {
    private static final int FAR = 365;

    private final List<Task> tasks = new ArrayList<>();
    private Task rounds;

    /** What is to be done after a delay. */
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

    /** What happens again and again. */
    public synchronized Task rounds() {
        return rounds;
    }

    /** What is still to come, but for the rounds. */
    public synchronized List<Task> next() {
        return tasks.stream().filter(task -> !task.future().isCancelled()).toList();
    }

    /** Runs the one task that is still to come. */
    public void step() {
        List<Task> next = next();
        if (next.size() != 1) {
            throw new AssertionError(next);
        }
        forget(next.get(0));
        next.get(0).work().run();
    }

    /** Waits for a task whose delay is in a range, the ends included, and runs the task. */
    public Duration step(Duration least, Duration most) {
        await().until(() -> find(least, most).isPresent());
        Task task = find(least, most).orElseThrow();
        forget(task);
        task.work().run();
        return task.delay();
    }

    private Optional<Task> find(Duration least, Duration most) {
        return next().stream()
                .filter(task ->
                        task.delay().compareTo(least) >= 0 && task.delay().compareTo(most) <= 0)
                .findFirst();
    }

    private synchronized void forget(Task task) {
        task.future().cancel(false);
        tasks.remove(task);
    }
}
