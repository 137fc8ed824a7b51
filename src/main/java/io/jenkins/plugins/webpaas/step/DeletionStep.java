package io.jenkins.plugins.webpaas.step;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that deletes the data of an environment. */
@Restricted(NoExternalUse.class)
public abstract class DeletionStep extends OperationStep {
    /** Allows an environment of the type staging. */
    @DataBoundSetter
    public boolean allowStaging;
}
