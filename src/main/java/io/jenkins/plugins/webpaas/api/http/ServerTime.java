package io.jenkins.plugins.webpaas.api.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Times in an answer's headers. */
final class ServerTime {
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private ServerTime() {}

    /** By how much this machine's clock is ahead of the server's; negative if it is behind, empty if that is not known. */
    static Optional<Duration> skew(ApiResponse answer, Instant now) {
        return date(answer.headers().get("Date")).map(date -> Duration.between(date, now));
    }

    /**
     * How long the server asks to wait ({@code Retry-After}: seconds or a date), or null if it does not. A date counts from
     * the server's own, so that clocks that differ do no harm. More than an hour counts as an hour.
     */
    static Duration retryAfter(ApiResponse answer, Instant now) {
        String value = answer.headers().get("Retry-After");
        if (value == null) {
            return null;
        }
        if (value.matches("\\d{1,9}")) {
            return limited(Duration.ofSeconds(Long.parseLong(value)));
        }
        Instant from = date(answer.headers().get("Date")).orElse(now);
        return date(value).map(until -> limited(Duration.between(from, until))).orElse(null);
    }

    private static Duration limited(Duration asked) {
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
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
