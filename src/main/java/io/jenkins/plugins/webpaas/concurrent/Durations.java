package io.jenkins.plugins.webpaas.concurrent;

import java.time.Duration;

/** The longer and the shorter of two durations, which the JDK does not offer. */
public final class Durations {
    private Durations() {}

    public static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    public static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
