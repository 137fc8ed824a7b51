package io.jenkins.plugins.webpaas.api.http;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The failure of a call to a service. The message tells users what failed, at which service and host, why, and what to do about it.
 * Neither the message nor a cause shows a token.
 */
public final class WebPaasException extends IOException {
    private static final long serialVersionUID = 1;

    private final Problem problem;
    private final int status;
    private final boolean isTemporary;
    private final Duration retryAfter;
    private final boolean isSent;
    private final boolean isRefusal;

    private WebPaasException(
            Problem problem,
            int status,
            boolean isTemporary,
            Duration retryAfter,
            boolean isSent,
            boolean isRefusal,
            String message,
            Throwable cause) {
        super(message, cause);
        this.problem = problem;
        this.status = status;
        this.isTemporary = isTemporary;
        this.retryAfter = retryAfter;
        this.isSent = isSent;
        this.isRefusal = isRefusal;
    }

    /** Creates a failure that a repeat would not help. */
    public static WebPaasException permanent(Problem problem, int status, String message) {
        return new WebPaasException(problem, status, false, null, status != 0, false, message, null);
    }

    public static WebPaasException permanent(Problem problem, String message, Throwable cause) {
        return new WebPaasException(problem, 0, false, null, false, false, message, cause);
    }

    /** Creates a refusal by the service itself, and not by a gateway or proxy. */
    public static WebPaasException refusal(Problem problem, int status, String message) {
        return new WebPaasException(problem, status, false, null, true, true, message, null);
    }

    /** Creates a failure that may be over at the next attempt. The time that the service asks to wait is null if it does not ask. */
    public static WebPaasException temporary(Problem problem, int status, Duration retryAfter, String message) {
        return new WebPaasException(problem, status, true, retryAfter, status != 0, false, message, null);
    }

    /** @param status of the answer that broke off; 0 if there was none */
    public static WebPaasException temporary(Problem problem, int status, String message, Throwable cause) {
        return new WebPaasException(problem, status, true, null, status != 0, false, message, cause);
    }

    /** Returns the same failure with another sentence at the end of its message. */
    public WebPaasException withSentence(String sentence) {
        return copy(problem, isTemporary, isSent, getMessage() + " " + sentence, getCause());
    }

    /** Returns the same failure for another thread, with this one for its cause. */
    public WebPaasException copy() {
        return copy(problem, isTemporary, isSent, getMessage(), this);
    }

    /** Returns the same failure of a request that was already sent. */
    WebPaasException afterSending() {
        return copy(problem, isTemporary, true, getMessage(), getCause());
    }

    /** Returns the same failure of an operation, which is not repeated, because the service may have acted on the request. */
    public WebPaasException withUnknownOutcome() {
        return copy(Problem.UNKNOWN_OUTCOME, false, isSent, getMessage(), getCause());
    }

    private WebPaasException copy(Problem kind, boolean mayRepeat, boolean wasSent, String message, Throwable cause) {
        return new WebPaasException(kind, status, mayRepeat, retryAfter, wasSent, isRefusal, message, cause);
    }

    public Problem problem() {
        return problem;
    }

    /** Returns the HTTP status; empty if there was no answer. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    public boolean isTemporary() {
        return isTemporary;
    }

    /**
     * Tells whether the service itself refuses, with the API's own JSON. A page, a redirect or a bare status may come from a gateway or
     * a proxy, and may be over in a moment.
     */
    public boolean isRefusal() {
        return isRefusal;
    }

    /** Tells whether the service may have acted on the request: the request was sent, and no status refuses it. */
    public boolean mayHaveBeenActedOn() {
        boolean isRefused = status / 100 == 4 && status != 408 && status != 429;
        return isSent && !isRefused;
    }

    /** Returns the time that the service asks to wait after its answer, at most an hour; null if it does not ask. */
    Duration retryAfter() {
        return retryAfter;
    }

    /** Returns the time that a service asks to wait after a failure; zero if it does not ask, or the failure is another. */
    public static Duration pauseAfter(IOException failure) {
        Duration pause = failure instanceof WebPaasException e ? e.retryAfter : null;
        return pause == null ? Duration.ZERO : pause;
    }
}
