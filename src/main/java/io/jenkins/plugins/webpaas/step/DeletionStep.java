package io.jenkins.plugins.webpaas.step;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that deletes the data of an environment. */
@Restricted(NoExternalUse.class)
public abstract class DeletionStep extends OperationStep {
    private boolean allowStaging;

    public final boolean isAllowStaging() {
        return allowStaging;
    }

    /** @param allowStaging whether the environment may be of the type staging */
    @DataBoundSetter
    public final void setAllowStaging(boolean allowStaging) {
        this.allowStaging = allowStaging;
    }
}
