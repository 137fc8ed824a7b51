package io.jenkins.plugins.webpaas.concurrent;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Random durations, which spread requests of callers that began at the same time. */
@SuppressFBWarnings(
        value = "PREDICTABLE_RANDOM",
        justification = "The durations spread requests over time, and are no secret")
public final class Jitter {
    /**
     * The divisor of a time that gives the longest delay. A sixteenth is short enough for a deadline that is a quarter of the time, or a
     * minute, after the delayed moment.
     */
    private static final int PART = 16;

    private Jitter() {}

    /** Returns a duration from zero to the given one, in whole milliseconds. */
    public static Duration upTo(Duration most) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most.toMillis() + 1));
    }

    /** Returns a duration from three quarters of the given one to the whole, in whole milliseconds. */
    public static Duration spread(Duration most) {
        return most.minus(upTo(Duration.ofMillis(most.toMillis() / 4)));
    }

    /**
     * Returns a delay of at most a sixteenth of a time.
     *
     * @param time that passes before the moment that is spread; a negative time gives no delay
     * @param most the longest delay
     */
    public static Duration of(Duration time, Duration most) {
        Duration bound = Durations.shorter(time.dividedBy(PART), most);
        return bound.isNegative() ? Duration.ZERO : upTo(bound);
    }
}
