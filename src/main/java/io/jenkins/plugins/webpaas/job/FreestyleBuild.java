package io.jenkins.plugins.webpaas.job;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.config.FieldLabels;
import io.jenkins.plugins.webpaas.credentials.ApiTokens;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A freestyle build. It does not survive a restart of the controller, so that no part of it is saved. */
@Restricted(NoExternalUse.class)
public record FreestyleBuild(Run<?, ?> run, TaskListener log, TokenReference reference) implements BuildContext {

    @Override
    public String credentialsId() {
        return reference.credentialsId();
    }

    /** Returns the failure with a message that names fields by the labels of the form. */
    public static AbortException withLabels(Exception failure) {
        String message = failure.getMessage();
        return NodeLoss.abort(failure, message == null ? null : FieldLabels.inMessage(message));
    }

    @Override
    public ApiToken token() throws IOException {
        return ApiTokens.find(run, reference);
    }

    @Override
    public boolean isOver() {
        return !run.isBuilding();
    }
}
