package io.jenkins.plugins.webpaas.step;

import io.jenkins.plugins.webpaas.activity.Outcome;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.job.BuildContext;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The options with which a build waits for activities. */
@Restricted(NoExternalUse.class)
public final class WaitOptions implements Serializable {
    private static final long serialVersionUID = 1;

    private final boolean noWait;
    private final int timeout;
    private final boolean cancelOnAbort;
    private final boolean failOnError;

    /**
     * @param timeout minutes after which the build gives up; 0 for never
     * @param failOnError whether an activity that does not succeed fails the build; else the result tells
     * @throws IllegalArgumentException naming the invalid parameter
     */
    public WaitOptions(boolean noWait, int timeout, boolean cancelOnAbort, boolean failOnError) {
        if (timeout < 0) {
            throw new IllegalArgumentException(
                    "timeout: '" + timeout + "' is no number of minutes. Use 0 to wait for as long as it takes");
        }
        this.noWait = noWait;
        this.timeout = timeout;
        this.cancelOnAbort = cancelOnAbort;
        this.failOnError = failOnError;
    }

    public boolean noWait() {
        return noWait;
    }

    /** Logs that the build does not wait for the operation, if so. */
    public void logNoWait(BuildContext build, OperationStart.StartedOperation started) {
        if (noWait && started.state() != null) {
            build.say("This build does not wait for it, nor show its log");
        }
    }

    /** Tells whether activities are cancelled when the build is aborted or gives up. */
    public boolean cancelOnAbort() {
        return cancelOnAbort;
    }

    /** @param timeout in minutes; 0 for never, null for the time-out of the system configuration */
    public static WaitOptions of(boolean noWait, Integer timeout, boolean cancelOnAbort, boolean failOnError) {
        int minutes = timeout == null ? WebPaasConfiguration.get().getActivityTimeout() : timeout;
        return new WaitOptions(noWait, minutes, cancelOnAbort, failOnError);
    }

    /** Returns the end of the time-out if it begins now; null for none. */
    public Instant deadline() {
        return timeout == 0 ? null : Instant.now().plus(Duration.ofMinutes(timeout));
    }

    /** Tells whether an outcome fails the build. */
    public boolean isFailure(Outcome outcome) {
        return failOnError && outcome.isFailure();
    }
}
