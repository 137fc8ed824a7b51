package io.jenkins.plugins.webpaas.command;

import java.time.Duration;

/** A moment that may never come. */
final class Deadline {
    /** Null for none. */
    private final Duration timeout;

    private final long start = System.nanoTime();

    /** @param timeout from now; null for none */
    Deadline(Duration timeout) {
        this.timeout = timeout;
    }

    /** How long something may take that itself should take no longer than this; never negative. */
    Duration atMost(Duration patience) {
        if (timeout == null) {
            return patience;
        }
        Duration left = timeout.minusNanos(System.nanoTime() - start);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(patience) < 0 ? left : patience;
    }

    /** The time-out, for people. */
    @Override
    public String toString() {
        long seconds = timeout == null ? 0 : timeout.toSeconds();
        return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    boolean isOver() {
        return timeout != null && atMost(timeout).isZero();
    }
}
