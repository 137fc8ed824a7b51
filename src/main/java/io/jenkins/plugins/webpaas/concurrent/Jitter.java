package io.jenkins.plugins.webpaas.concurrent;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Random delays, so that sessions that began at the same time do not ask for all they need at the same time. */
public final class Jitter {
    /** Of a time that is to pass anyway; short enough for what is due a quarter of that time, or a minute, before its end. */
    private static final int PART = 16;

    private Jitter() {}

    /**
     * At most a sixteenth of a time.
     *
     * @param time if negative, as if it were zero
     * @param most of the delay
     */
    @SuppressFBWarnings(value = "PREDICTABLE_RANDOM", justification = "It spreads requests over time, and is no secret")
    public static Duration of(Duration time, Duration most) {
        long bound = Math.min(time.toMillis() / PART, most.toMillis());
        return Duration.ofMillis(bound <= 0 ? 0 : ThreadLocalRandom.current().nextLong(bound + 1));
    }
}
