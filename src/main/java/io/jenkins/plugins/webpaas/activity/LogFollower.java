package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.LogPage;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.concurrent.Backoff;
import io.jenkins.plugins.webpaas.concurrent.Durations;
import io.jenkins.plugins.webpaas.concurrent.Jitter;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads the log of one activity for one wait, a look at a time. The log is less than the result: if it cannot be read now, a
 * later look may find it. Requests are made without the wait's lock, all else with it.
 */
final class LogFollower {
    private static final Logger LOGGER = Logger.getLogger(LogFollower.class.getName());

    /** For a log that is not over when its activity is. */
    private static final Duration SEAL_PAUSE = Duration.ofMillis(500);

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ActiveWait wait;
    private final ActivityTracker follower;
    private final Backoff backoff = ProjectPoller.newBackoff();
    private LogSchedule reader;
    private Duration pause = PAUSE;

    LogFollower(ActiveWait wait, ActivityTracker follower) {
        this.wait = wait;
        this.follower = follower;
    }

    ActivityTracker follower() {
        return follower;
    }

    /** Begins to look, or goes on; at once if the activity has ended. */
    void goOn() {
        ServicePoller lane = wait.group().lane();
        boolean isFirst = reader == null;
        if (isFirst) {
            reader = lane.reader(wait.group(), this::look);
        }
        if (follower.hasEnded()) {
            reader.hurry();
        } else if (isFirst) {
            reader.lookIn(Jitter.upTo(Durations.longer(SEAL_PAUSE, lane.roundOfLogs())));
        }
    }

    /** @return when to look again; null for never */
    private Duration look() {
        ProjectPoller group = wait.group();
        synchronized (wait) {
            if (isDone()) {
                return null;
            }
        }
        if (wait.isHardOfHearing()) {
            return follower.hasEnded() ? SEAL_PAUSE : PAUSE;
        }
        Duration paused = group.paused();
        if (!paused.isZero()) {
            // An end needs no request, if that is put off for too long.
            return follower.hasEnded() ? SEAL_PAUSE : paused.plus(Jitter.spread(PAUSE));
        }
        try {
            return took(follower.fetchLog(group.activities()));
        } catch (IOException | RuntimeException | Error e) {
            IOException why = ProjectPoller.known(e);
            LOGGER.log(Level.FINE, why, () -> "The log of activity " + follower.id() + " cannot be read now");
            group.heed(why);
            return missed(why);
        }
    }

    private Duration took(LogPage page) {
        synchronized (wait) {
            if (wait.isOver()) {
                return null;
            }
            backoff.reset();
            String text = follower.take(page);
            if (!text.isEmpty()) {
                wait.told(follower.activity(), text);
            }
            if (follower.isBehind()) {
                return next(Duration.ZERO);
            }
            Duration grown = pause.multipliedBy(3).dividedBy(2);
            pause = !text.isEmpty() ? PAUSE : Durations.shorter(grown, LONGEST_PAUSE);
            return next(
                    follower.hasEnded()
                            ? SEAL_PAUSE
                            : Durations.longer(pause, wait.group().lane().roundOfLogs()));
        }
    }

    private Duration missed(IOException why) {
        synchronized (wait) {
            follower.missed(why);
            Duration later = backoff.next(WebPaasException.pauseAfter(why));
            return next(follower.hasEnded() ? SEAL_PAUSE : later);
        }
    }

    private Duration next(Duration later) {
        return isDone() ? null : Jitter.spread(later);
    }

    private boolean isDone() {
        wait.goOn();
        return wait.isOver() || follower.isOver();
    }
}
