package io.jenkins.plugins.webpaas.freestyle;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.config.FieldLabels;
import io.jenkins.plugins.webpaas.credentials.ApiTokens;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.job.BuildContext;
import io.jenkins.plugins.webpaas.job.NodeLoss;
import java.io.IOException;

/** A build that is over when its JVM is. */
record FreestyleBuild(Run<?, ?> run, TaskListener log, TokenReference reference) implements BuildContext {

    @Override
    public String credentialsId() {
        return reference.credentialsId();
    }

    /** The same failure for the owner of the job: its message names fields by their labels. */
    static AbortException labelled(AbortException failure) {
        String message = failure.getMessage();
        return NodeLoss.abort(failure, message == null ? null : FieldLabels.inMessage(message));
    }

    @Override
    public ApiToken token() throws IOException {
        return ApiTokens.find(run, reference);
    }

    @Override
    public String runId() {
        return run.getExternalizableId();
    }

    @Override
    public boolean isOver() {
        return !run.isBuilding();
    }
}
