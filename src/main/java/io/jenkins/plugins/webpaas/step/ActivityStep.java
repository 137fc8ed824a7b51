package io.jenkins.plugins.webpaas.step;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that waits for activities. */
@Restricted(NoExternalUse.class)
public abstract class ActivityStep extends WebPaasStep {
    private boolean cancelOnAbort;
    private boolean failOnError = true;

    public final boolean isCancelOnAbort() {
        return cancelOnAbort;
    }

    /** @param cancelOnAbort whether activities are cancelled when the build is aborted or the step gives up */
    @DataBoundSetter
    public final void setCancelOnAbort(boolean cancelOnAbort) {
        this.cancelOnAbort = cancelOnAbort;
    }

    public final boolean isFailOnError() {
        return failOnError;
    }

    /** @param failOnError whether an activity that does not succeed fails the step; else the result tells */
    @DataBoundSetter
    public final void setFailOnError(boolean failOnError) {
        this.failOnError = failOnError;
    }

    final WaitOptions waitOptions(boolean noWait) {
        return new WaitOptions(noWait, getTimeout(), cancelOnAbort, failOnError);
    }
}
