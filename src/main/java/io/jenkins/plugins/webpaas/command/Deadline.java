package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.concurrent.Durations;
import java.time.Duration;

/** The end of a time-out, if there is one. */
final class Deadline {
    /** The time-out; null for none. */
    private final Duration timeout;

    private final long start = System.nanoTime();

    /** @param timeout from now; null for none */
    Deadline(Duration timeout) {
        this.timeout = timeout;
    }

    /** Returns the time until this deadline, but no more than the given time; never negative. */
    Duration atMost(Duration most) {
        if (timeout == null) {
            return most;
        }
        Duration remaining = timeout.minusNanos(System.nanoTime() - start);
        if (remaining.isNegative()) {
            return Duration.ZERO;
        }
        return Durations.shorter(remaining, most);
    }

    @Override
    public String toString() {
        long seconds = timeout == null ? 0 : timeout.toSeconds();
        return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    boolean isOver() {
        return timeout != null && atMost(timeout).isZero();
    }
}
