package io.jenkins.plugins.webpaas.standin;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Plays scripts on activities. */
final class ScriptPlayer {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stand-in activities");
        thread.setDaemon(true);
        return thread;
    });

    void play(Script script, StandInActivity activity) {
        after(Duration.ZERO, activity, activity::start);
        int steps = script.log().size() + 1;
        for (int step = 1; step < steps; step++) {
            String message = script.log().get(step - 1);
            int percent = 100 * step / steps;
            after(script.duration().multipliedBy(step).dividedBy(steps), activity, () -> activity.progress(percent)
                    .log(message));
        }
        after(script.duration(), activity, () -> activity.complete(script.result()));
    }

    private void after(Duration delay, StandInActivity activity, Runnable step) {
        Runnable unlessEnded = () -> {
            if (!activity.isFinal()) {
                step.run();
            }
        };
        try {
            timer.schedule(unlessEnded, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The stand-in closes: nobody is left to see the activity.
        }
    }

    void close() {
        timer.shutdownNow();
    }
}
