package io.jenkins.plugins.webpaas.api.http;

import io.jenkins.plugins.webpaas.concurrent.Backoff;
import io.jenkins.plugins.webpaas.concurrent.Durations;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Repeats an attempt after a temporary failure, with growing and random pauses, until a deadline.
 *
 * @param deadline time after which no attempt is begun; zero for a single attempt
 * @param log gets a line after the second failure of an attempt
 */
public record Retries(Duration deadline, Clock clock, Sleeper sleeper, Consumer<String> log) {
    /** The deadline for an unknown host. Mostly, the host name is mistyped. A network that is starting may also not know a name yet. */
    private static final Duration UNKNOWN_HOST_DEADLINE = Duration.ofSeconds(5);

    /** The number of failures after which the log gets its line. */
    private static final int FAILURES_BEFORE_LOG = 2;

    /** Returns the same retries with a log that gets one line at most. */
    public Retries withLog(Consumer<String> log) {
        AtomicBoolean isLogged = new AtomicBoolean();
        return new Retries(deadline, clock, sleeper, line -> {
            if (isLogged.compareAndSet(false, true)) {
                log.accept(line);
            }
        });
    }

    public Retries none() {
        return new Retries(Duration.ZERO, clock, sleeper, log);
    }

    /**
     * Runs an attempt until it succeeds, fails for good, or the deadline is over.
     *
     * @throws WebPaasException the failure of the last attempt
     * @throws InterruptedIOException if the thread was interrupted; the interrupt flag stays set
     */
    public <T> T run(IoSupplier<T> attempt) throws IOException {
        Instant start = clock.instant();
        Duration paused = Duration.ZERO;
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(16));
        for (int attempts = 1; ; attempts++) {
            try {
                return attempt.get();
            } catch (WebPaasException e) {
                if (!e.isTemporary() || deadline.isZero()) {
                    throw e;
                }
                Duration next = Durations.longer(backoff.next(), WebPaasException.pauseAfter(e));
                // The pauses count even if the clock is set back meanwhile.
                Duration elapsed = Durations.longer(paused, Duration.between(start, clock.instant()));
                Duration end = NetworkFailure.hasCause(e, UnknownHostException.class)
                        ? Durations.shorter(UNKNOWN_HOST_DEADLINE, deadline)
                        : deadline;
                if (elapsed.plus(next).compareTo(end) > 0) {
                    throw givenUp(e, attempts, elapsed);
                }
                if (attempts == FAILURES_BEFORE_LOG) {
                    log.accept(e.getMessage() + " Jenkins goes on trying for up to "
                            + end.minus(elapsed).toSeconds() + " s.");
                }
                sleeper.pause(next);
                paused = paused.plus(next);
            }
        }
    }

    private WebPaasException givenUp(WebPaasException e, int attempts, Duration elapsed) {
        if (e.retryAfter() != null && e.retryAfter().compareTo(deadline.minus(elapsed)) > 0) {
            return e.withSentence("The service asks Jenkins to wait at least "
                    + e.retryAfter().toSeconds() + " s. Jenkins waits at most " + deadline.toSeconds() + " s.");
        }
        return attempts == 1
                ? e
                : e.withSentence("Gave up after " + attempts + " attempts in " + elapsed.toSeconds() + " s.");
    }
}
