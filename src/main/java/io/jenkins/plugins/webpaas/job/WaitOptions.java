package io.jenkins.plugins.webpaas.job;

import io.jenkins.plugins.webpaas.activity.Outcome;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
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
     * @param timeout after how many minutes the build gives up; 0 for never
     * @param failOnError whether an activity that did not succeed fails the build; else the result tells
     * @throws IllegalArgumentException naming the parameter that cannot be right
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

    /** True if the build does not wait. */
    public boolean noWait() {
        return noWait;
    }

    /** Says so if what was started goes on without anybody who waits for it. */
    public void sayWhoWaits(BuildContext build, OperationStart.Started started) {
        if (noWait && started.awaited() != null) {
            build.say("This build does not wait for it, nor show its log");
        }
    }

    /** True if activities are cancelled when the build is aborted or gives up; else they go on. */
    public boolean cancelOnAbort() {
        return cancelOnAbort;
    }

    /** @param timeout in minutes; 0 for never, null for what the system configuration says */
    public static WaitOptions of(boolean noWait, Integer timeout, boolean cancelOnAbort, boolean failOnError) {
        int minutes = timeout == null ? WebPaasConfiguration.get().getActivityTimeout() : timeout;
        return new WaitOptions(noWait, minutes, cancelOnAbort, failOnError);
    }

    /** The same to wait for, with the time-out from now on. */
    public WaitState limit(WaitState awaited) {
        return timeout == 0 ? awaited : awaited.until(Instant.now().plus(Duration.ofMinutes(timeout)));
    }

    /** Whether what became of the activities fails the build. */
    public boolean isFailure(Outcome outcome) {
        return failOnError && outcome.status().compareTo(Outcome.Status.FAILURE) >= 0;
    }
}
