package io.jenkins.plugins.webpaas.step;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that waits for activities. */
@Restricted(NoExternalUse.class)
public abstract class ActivityStep extends WebPaasStep {
    /** Cancels the activities when the build is aborted or the step gives up. */
    @DataBoundSetter
    public boolean cancelOnAbort;

    /** Fails the step if an activity does not succeed; else the result tells. */
    @DataBoundSetter
    public boolean failOnError = true;

    final WaitOptions waitOptions(boolean noWait) {
        return new WaitOptions(noWait, timeout, cancelOnAbort, failOnError);
    }
}
