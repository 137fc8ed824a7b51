package io.jenkins.plugins.webpaas.job;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.config.FieldLabels;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A freestyle build. It does not survive a restart of the controller, so that no part of it is saved. */
@Restricted(NoExternalUse.class)
public record FreestyleBuild(Run<?, ?> run, TaskListener log, TokenReference reference) implements BuildContext {

    /** Returns the failure with a message that names fields by the labels of the form. */
    public static AbortException withLabels(Exception failure) {
        String message = failure.getMessage();
        return NodeLoss.abort(failure, message == null ? null : FieldLabels.inMessage(message));
    }

    @Override
    public boolean isOver() {
        return !run.isBuilding();
    }
}
