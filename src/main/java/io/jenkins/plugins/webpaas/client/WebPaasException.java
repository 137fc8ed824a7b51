package io.jenkins.plugins.webpaas.client;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A call to a service that failed. The message is for users: what failed, at which service and host, why, and what to do
 * about it. Neither it nor its causes show a token.
 */
public final class WebPaasException extends IOException {
    private static final long serialVersionUID = 1;

    private final Problem problem;
    private final int status;
    private final boolean temporary;
    private final Duration retryAfter;

    private WebPaasException(
            Problem problem, int status, boolean temporary, Duration retryAfter, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
        this.status = status;
        this.temporary = temporary;
        this.retryAfter = retryAfter;
    }

    /** That a repeat would not help. */
    static WebPaasException lasting(Problem problem, int status, String message) {
        return new WebPaasException(problem, status, false, null, message, null);
    }

    static WebPaasException lasting(Problem problem, String message, Throwable cause) {
        return new WebPaasException(problem, 0, false, null, message, cause);
    }

    /**
     * That may be over at the next attempt.
     *
     * @param retryAfter when the service asked to come back, or null
     */
    static WebPaasException temporary(Problem problem, int status, Duration retryAfter, String message) {
        return new WebPaasException(problem, status, true, retryAfter, message, null);
    }

    /** @param status of the answer that broke off, or 0 */
    static WebPaasException temporary(Problem problem, int status, String message, Throwable cause) {
        return new WebPaasException(problem, status, true, null, message, cause);
    }

    /** The same, with something to add. */
    WebPaasException with(String sentence) {
        return new WebPaasException(problem, status, temporary, retryAfter, getMessage() + " " + sentence, getCause());
    }

    /** The same for another thread, which may add to it what concerns itself alone. */
    WebPaasException copy() {
        return new WebPaasException(problem, status, temporary, retryAfter, getMessage(), this);
    }

    /** The kind of cause; never null. */
    public Problem problem() {
        return problem;
    }

    /** The HTTP status, if there was an answer. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** Whether the same call may well succeed later. It was repeated already, where that is safe. */
    public boolean isTemporary() {
        return temporary;
    }

    /** When the service asked to come back, counted from its answer: in an hour at most; null if it did not. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** How long a service asked to be left alone when it answered so; zero if it did not, or {@code why} is no answer. */
    public static Duration pauseAfter(IOException why) {
        Duration asked = why instanceof WebPaasException e ? e.retryAfter : null;
        return asked == null ? Duration.ZERO : asked;
    }

    boolean isAccessTokenRefused() {
        return problem == Problem.ACCESS_TOKEN_REFUSED || problem == Problem.CLOCK_SKEW;
    }
}
