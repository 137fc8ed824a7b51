package io.jenkins.plugins.webpaas.standin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The server's clock: certificates, access tokens, timestamps and the {@code Date} header follow it. */
public final class ServerClock extends Clock {
    private volatile Duration skew = Duration.ZERO;

    /** Returns the time by which this clock is ahead of the machine's. */
    public Duration skew() {
        return skew;
    }

    public void skew(Duration ahead) {
        skew = ahead;
    }

    /** Moves the clock on, so that what has a lifetime expires without waiting for it. */
    public synchronized void advance(Duration by) {
        skew = skew.plus(by);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(skew);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("The server's clock is UTC");
    }
}
