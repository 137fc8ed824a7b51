package io.jenkins.plugins.webpaas.concurrent;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that grow while something fails, as long as the service asks for at least, and at random, lest all come at once. */
public final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int DOUBLINGS = 5;

    /** So many failures in a row are no hiccup any more. */
    private static final int TROUBLE = 3;

    private static final Duration LONG = Duration.ofMinutes(1);

    private int failures;

    public void succeeded() {
        failures = 0;
    }

    /** @return when to try again */
    public Duration failed(IOException why) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        failures++;
        Duration asked = WebPaasException.pauseAfter(why);
        return spread(asked.compareTo(pause) > 0 ? asked.multipliedBy(4).dividedBy(3) : pause);
    }

    /** Whether this has lasted for long enough to speak of it. */
    public boolean isTrouble() {
        return failures >= TROUBLE;
    }

    /** Whether it is a pause that people notice. */
    public static boolean isLong(Duration pause) {
        return pause.compareTo(LONG) > 0;
    }

    @SuppressFBWarnings(value = "PREDICTABLE_RANDOM", justification = "It spreads requests over time, and is no secret")
    public static Duration random(Duration most) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most.toMillis() + 1));
    }

    /** Three quarters of it to the whole. */
    @SuppressFBWarnings(value = "PREDICTABLE_RANDOM", justification = "It spreads requests over time, and is no secret")
    public static Duration spread(Duration most) {
        long millis = most.toMillis();
        return Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 4 + 1));
    }
}
