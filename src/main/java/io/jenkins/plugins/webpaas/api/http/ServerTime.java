package io.jenkins.plugins.webpaas.api.http;

import io.jenkins.plugins.webpaas.concurrent.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the times in an answer's headers. */
final class ServerTime {
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private ServerTime() {}

    /** Returns the time by which this machine's clock is ahead of the server's; empty if the answer has no date. */
    static Optional<Duration> skew(ApiResponse answer, Instant now) {
        return date(answer.headers().get("Date")).map(date -> Duration.between(date, now));
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
        Instant from = date(answer.headers().get("Date")).orElse(now);
        return date(value)
                .map(until -> Durations.shorter(Duration.between(from, until), LONGEST_PAUSE))
                .orElse(null);
    }

    private static Optional<Instant> date(String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
