package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.LogPage;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.concurrent.Backoff;
import io.jenkins.plugins.webpaas.concurrent.Durations;
import io.jenkins.plugins.webpaas.concurrent.Jitter;
import io.jenkins.plugins.webpaas.concurrent.RepeatedTask;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads the log of one activity for one wait, request by request. A log that cannot be read does not end the wait. Sends requests
 * without the wait's lock, and does all else with it.
 */
final class LogFollower {
    private static final Logger LOGGER = Logger.getLogger(LogFollower.class.getName());

    /** The pause between requests for a log that is not over when its activity is. */
    private static final Duration SEAL_PAUSE = Duration.ofMillis(500);

    /** The pause while there is new text. The vendor's console pauses for 3 s. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ActiveWait wait;
    private final ActivityTracker tracker;
    private final Backoff backoff = ProjectPoller.newBackoff();
    private RepeatedTask task;
    private Duration pause = PAUSE;

    LogFollower(ActiveWait wait, ActivityTracker tracker) {
        this.wait = wait;
        this.tracker = tracker;
    }

    ActivityTracker tracker() {
        return tracker;
    }

    /** Starts to read the log unless that has begun, and reads at once if the activity has ended. */
    void read() {
        ServicePoller servicePoller = wait.projectPoller().servicePoller();
        boolean isFirst = task == null;
        if (isFirst) {
            task = servicePoller.newLogTask(wait.projectPoller(), this::readOnce);
        }
        if (tracker.hasEnded()) {
            task.runNow();
        } else if (isFirst) {
            task.runIn(Jitter.upTo(Durations.longer(SEAL_PAUSE, servicePoller.logInterval())));
        }
    }

    /** @return the time until the next request; null for none */
    private Duration readOnce() {
        ProjectPoller projectPoller = wait.projectPoller();
        synchronized (wait) {
            if (isDone()) {
                return null;
            }
        }
        if (wait.isListenerOverloaded()) {
            return tracker.hasEnded() ? SEAL_PAUSE : PAUSE;
        }
        Duration remainingPause = projectPoller.remainingPause();
        if (!remainingPause.isZero()) {
            // During a long pause the log of an ended activity can be given up without a request.
            return tracker.hasEnded() ? SEAL_PAUSE : remainingPause.plus(Jitter.spread(PAUSE));
        }
        try {
            return succeeded(tracker.fetchLog(projectPoller.activities()));
        } catch (IOException | RuntimeException | Error e) {
            IOException why = ProjectPoller.toIOException(e);
            LOGGER.log(Level.FINE, why, () -> "The log of activity " + tracker.id() + " cannot be read now");
            projectPoller.pauseIfAsked(why);
            return failed(why);
        }
    }

    private Duration succeeded(LogPage page) {
        synchronized (wait) {
            if (wait.isOver()) {
                return null;
            }
            backoff.reset();
            String text = tracker.addLog(page);
            if (!text.isEmpty()) {
                wait.notifyOfLog(tracker.activity(), text);
            }
            if (tracker.hasMoreLog()) {
                return next(Duration.ZERO);
            }
            Duration longerPause = pause.multipliedBy(3).dividedBy(2);
            pause = !text.isEmpty() ? PAUSE : Durations.shorter(longerPause, LONGEST_PAUSE);
            return next(
                    tracker.hasEnded()
                            ? SEAL_PAUSE
                            : Durations.longer(
                                    pause, wait.projectPoller().servicePoller().logInterval()));
        }
    }

    private Duration failed(IOException why) {
        synchronized (wait) {
            tracker.logFailed(why);
            Duration backoffPause = backoff.next(WebPaasException.pauseAfter(why));
            return next(tracker.hasEnded() ? SEAL_PAUSE : backoffPause);
        }
    }

    private Duration next(Duration most) {
        return isDone() ? null : Jitter.spread(most);
    }

    private boolean isDone() {
        wait.endIfOver();
        return wait.isOver() || tracker.isOver();
    }
}
