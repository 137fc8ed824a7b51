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

/** Repeats what failed for the time being, with growing and random pauses, until a deadline. Only for what may be repeated. */
public final class Retries {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(16);

    /** A name may be unknown for a moment, while a network comes up; mostly it is mistyped. */
    private static final Duration UNKNOWN_HOST = Duration.ofSeconds(5);

    /** So many failures make it worth a word. */
    private static final int WORTH_TELLING = 2;

    private final Duration deadline;
    private final Clock clock;
    private final Sleeper pause;
    private final Consumer<String> log;

    /** @param deadline zero for none at all */
    public Retries(Duration deadline, Clock clock, Sleeper pause) {
        this(deadline, clock, pause, sentences -> {});
    }

    private Retries(Duration deadline, Clock clock, Sleeper pause, Consumer<String> log) {
        this.deadline = deadline;
        this.clock = clock;
        this.pause = pause;
        this.log = log;
    }

    /**
     * The same for one who waits before a build log.
     *
     * @param once gets one line at most, when something is tried again that has failed more than once
     */
    public Retries telling(Consumer<String> once) {
        AtomicBoolean isTold = new AtomicBoolean();
        return new Retries(deadline, clock, pause, line -> {
            if (isTold.compareAndSet(false, true)) {
                once.accept(line);
            }
        });
    }

    public Retries none() {
        return new Retries(Duration.ZERO, clock, pause);
    }

    public interface Attempt<T> {
        T run() throws IOException;
    }

    /**
     * @throws WebPaasException of the last attempt
     * @throws InterruptedIOException if the thread was interrupted; the interrupt flag stays set
     */
    public <T> T run(Attempt<T> attempt) throws IOException {
        Instant start = clock.instant();
        Duration paused = Duration.ZERO;
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        for (int attempts = 1; ; attempts++) {
            try {
                return attempt.run();
            } catch (WebPaasException e) {
                if (!e.isTemporary() || deadline.isZero()) {
                    throw e;
                }
                Duration next = Durations.longer(backoff.next(), WebPaasException.pauseAfter(e));
                // A clock that is set back in between must not prolong this.
                Duration elapsed = Durations.longer(paused, Duration.between(start, clock.instant()));
                Duration end = isUnknownHost(e) ? Durations.shorter(UNKNOWN_HOST, deadline) : deadline;
                if (elapsed.plus(next).compareTo(end) > 0) {
                    throw givenUp(e, attempts, elapsed);
                }
                if (attempts == WORTH_TELLING) {
                    log.accept(e.getMessage() + " Jenkins goes on trying for up to "
                            + end.minus(elapsed).toSeconds() + " s.");
                }
                pause.rest(next);
                paused = paused.plus(next);
            }
        }
    }

    private static boolean isUnknownHost(Throwable failure) {
        return failure != null && (failure instanceof UnknownHostException || isUnknownHost(failure.getCause()));
    }

    private WebPaasException givenUp(WebPaasException e, int attempts, Duration elapsed) {
        if (e.retryAfter() != null && e.retryAfter().compareTo(deadline.minus(elapsed)) > 0) {
            return e.with("The service asks to wait at least " + e.retryAfter().toSeconds()
                    + " s, longer than Jenkins does (" + deadline.toSeconds() + " s).");
        }
        return attempts == 1 ? e : e.with("Gave up after " + attempts + " attempts in " + elapsed.toSeconds() + " s.");
    }
}
