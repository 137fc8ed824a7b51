package io.jenkins.plugins.webpaas.freestyle;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.build.Build;
import io.jenkins.plugins.webpaas.client.ApiToken;
import io.jenkins.plugins.webpaas.credentials.ApiTokens;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import java.io.IOException;

/** A build that is over when its JVM is. */
record FreestyleBuild(Run<?, ?> run, TaskListener log, TokenReference reference) implements Build {

    @Override
    public String credentialsId() {
        return reference.credentialsId();
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
