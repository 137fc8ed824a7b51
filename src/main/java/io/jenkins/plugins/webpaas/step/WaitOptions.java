package io.jenkins.plugins.webpaas.step;

import hudson.AbortException;
import io.jenkins.plugins.webpaas.activity.Outcome;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.job.ActivityWait;
import io.jenkins.plugins.webpaas.job.BuildContext;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The options with which a build waits for activities. */
final class WaitOptions implements Serializable {
    private static final long serialVersionUID = 1;

    private final boolean noWait;
    private final int timeout;
    private final boolean cancelOnAbort;
    private final boolean failOnError;

    /**
     * @param timeoutOrNull minutes after which the build gives up; 0 for never, null for the time-out of the system configuration
     * @param failOnError whether an activity that does not succeed fails the build; else the result tells
     */
    WaitOptions(boolean noWait, Integer timeoutOrNull, boolean cancelOnAbort, boolean failOnError) {
        timeout = timeoutOrNull == null ? WebPaasConfiguration.get().getActivityTimeout() : timeoutOrNull;
        if (timeout < 0) {
            throw new IllegalArgumentException(
                    "timeout: '" + timeout + "' is no number of minutes. Use 0 to wait for as long as it takes");
        }
        this.noWait = noWait;
        this.cancelOnAbort = cancelOnAbort;
        this.failOnError = failOnError;
    }

    boolean noWait() {
        return noWait;
    }

    /** Logs that the build does not wait for the operation, if so. */
    void logNoWait(BuildContext build, OperationStart.StartedOperation started) {
        if (noWait && started.state() != null) {
            build.say("This build does not wait for it, nor show its log");
        }
    }

    /** Tells whether activities are cancelled when the build is aborted or gives up. */
    boolean cancelOnAbort() {
        return cancelOnAbort;
    }

    /** Returns the end of the time-out if it begins now; null for none. */
    Instant deadline() {
        return timeout == 0 ? null : Instant.now().plus(Duration.ofMinutes(timeout));
    }

    /**
     * Ends a wait: cancels its activities after a time-out, or logs that they go on, and logs what the outcome says.
     *
     * @return the summary of the wait, to be logged with what the step does next
     * @throws AbortException if the outcome fails the build
     */
    Optional<String> end(BuildContext build, ActivityWait wait, Outcome outcome) throws AbortException {
        if (outcome.status() == Outcome.Status.TIMED_OUT) {
            wait.abandon(build, cancelOnAbort);
        }
        Optional<String> summary = wait.summary(outcome);
        if (failOnError && outcome.isFailure()) {
            summary.ifPresent(build::say);
            throw new AbortException(outcome.brief());
        }
        if (!outcome.message().isEmpty()) {
            build.say(outcome.brief());
        }
        return summary;
    }
}
