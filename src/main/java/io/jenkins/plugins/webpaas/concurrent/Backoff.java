package io.jenkins.plugins.webpaas.concurrent;

import java.time.Duration;

/**
 * The pauses after failed attempts. Each pause is twice as long as the one before, up to a limit. The last quarter of a pause is random,
 * so that callers that failed together do not try again together. Not safe for use by several threads.
 */
public final class Backoff {
    /** The number of failures in a row that users should hear of. */
    private static final int TROUBLE = 3;

    private final Duration first;
    private final Duration longest;
    private int failures;

    /**
     * @param first the longest pause after the first failure
     * @param longest the longest pause of all
     */
    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /** Forgets the failures, so that the next pause is short again. */
    public void reset() {
        failures = 0;
    }

    /** Counts a failure, and returns the time until the next attempt. */
    public Duration next() {
        return next(Duration.ZERO);
    }

    /**
     * Counts a failure, and returns the time until the next attempt.
     *
     * @param least the shortest pause that the service asked for; zero for none
     */
    public Duration next(Duration least) {
        Duration pause = Durations.shorter(first.multipliedBy(1L << Math.min(failures, 30)), longest);
        failures++;
        return Jitter.spread(Durations.longer(pause, least.multipliedBy(4).dividedBy(3)));
    }

    /** Tells whether so many attempts failed in a row that users should hear of the trouble. */
    public boolean isTrouble() {
        return failures >= TROUBLE;
    }
}
