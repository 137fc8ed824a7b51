package io.jenkins.plugins.webpaas.api.http;

import io.jenkins.plugins.webpaas.concurrent.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads the times in an answer's headers. */
final class ServerTime {
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private ServerTime() {}

    /** Returns the time by which this machine's clock is ahead of the server's; empty if the answer has no date. */
    static Optional<Duration> skew(ApiResponse answer, Instant now) {
        return Optional.ofNullable(answer.headers().getInstant("Date")).map(date -> Duration.between(date, now));
    }

    /**
     * Returns the time that the server asks to wait ({@code Retry-After}, in seconds or as a date), at most an hour; null if the server does
     * not ask. A date is compared with the date of the answer, because this machine's clock may differ.
     */
    static Duration retryAfter(ApiResponse answer, Instant now) {
        String value = answer.headers().get("Retry-After");
        if (value == null) {
            return null;
        }
        if (value.matches("\\d{1,9}")) {
            return Durations.shorter(Duration.ofSeconds(Long.parseLong(value)), LONGEST_PAUSE);
        }
        Instant from = answer.headers().getInstant("Date");
        Instant until = answer.headers().getInstant("Retry-After");
        return until == null
                ? null
                : Durations.shorter(Duration.between(from == null ? now : from, until), LONGEST_PAUSE);
    }
}
