package io.jenkins.plugins.webpaas.freestyle;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.build.Build;
import io.jenkins.plugins.webpaas.build.NodeLoss;
import io.jenkins.plugins.webpaas.client.ApiToken;
import io.jenkins.plugins.webpaas.config.FieldLabels;
import io.jenkins.plugins.webpaas.credentials.ApiTokens;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import java.io.IOException;

/** A build that is over when its JVM is. */
record FreestyleBuild(Run<?, ?> run, TaskListener log, TokenReference reference) implements Build {

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
