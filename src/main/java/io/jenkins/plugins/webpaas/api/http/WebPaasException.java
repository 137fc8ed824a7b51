package io.jenkins.plugins.webpaas.api.http;

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
    private final boolean isSent;
    private final boolean isRefusal;

    private WebPaasException(
            Problem problem,
            int status,
            boolean temporary,
            Duration retryAfter,
            boolean isSent,
            boolean isRefusal,
            String message,
            Throwable cause) {
        super(message, cause);
        this.problem = problem;
        this.status = status;
        this.temporary = temporary;
        this.retryAfter = retryAfter;
        this.isSent = isSent;
        this.isRefusal = isRefusal;
    }

    /** That a repeat would not help. */
    public static WebPaasException lasting(Problem problem, int status, String message) {
        return new WebPaasException(problem, status, false, null, status != 0, false, message, null);
    }

    public static WebPaasException lasting(Problem problem, String message, Throwable cause) {
        return new WebPaasException(problem, 0, false, null, false, false, message, cause);
    }

    /** That the service itself, and nothing on the way to it, refuses. */
    public static WebPaasException refusal(Problem problem, int status, String message) {
        return new WebPaasException(problem, status, false, null, true, true, message, null);
    }

    /**
     * That may be over at the next attempt.
     *
     * @param retryAfter when the service asked to come back, or null
     */
    public static WebPaasException temporary(Problem problem, int status, Duration retryAfter, String message) {
        return new WebPaasException(problem, status, true, retryAfter, status != 0, false, message, null);
    }

    /** @param status of the answer that broke off, or 0 */
    public static WebPaasException temporary(Problem problem, int status, String message, Throwable cause) {
        return new WebPaasException(problem, status, true, null, status != 0, false, message, cause);
    }

    /** The same, with something to add. */
    public WebPaasException with(String sentence) {
        return copy(isSent, getMessage() + " " + sentence, getCause());
    }

    /** The same for another thread, which may add to it what concerns itself alone. */
    public WebPaasException copy() {
        return copy(isSent, getMessage(), this);
    }

    /** The same of a request that was on its way to the service. */
    WebPaasException afterSending() {
        return copy(true, getMessage(), getCause());
    }

    private WebPaasException copy(boolean sent, String message, Throwable cause) {
        return new WebPaasException(problem, status, temporary, retryAfter, sent, isRefusal, message, cause);
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

    /**
     * Whether the service itself refuses, in the API's own JSON. What a gateway or a proxy answers, be it a page, a redirect, or a
     * status alone, is none of the service's words, and may be over in a moment.
     */
    public boolean isRefusal() {
        return isRefusal;
    }

    /** Whether the service may have done what it was asked for: the request was sent, and no status says that it was refused. */
    public boolean mayHaveBeenActedOn() {
        boolean isRefused = status / 100 == 4 && status != 408 && status != 429;
        return isSent && !isRefused;
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

    public boolean isAccessTokenRefused() {
        return problem == Problem.ACCESS_TOKEN_REFUSED || problem == Problem.CLOCK_SKEW;
    }
}
