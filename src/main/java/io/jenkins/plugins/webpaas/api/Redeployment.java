package io.jenkins.plugins.webpaas.api;

import java.io.IOException;
import java.util.List;

/** Deploys an environment again, without new code, and resumes a paused one (protocol, "Activation, pause and deletion"). */
public final class Redeployment implements StateChange {
    private static final long serialVersionUID = 1;

    @Override
    public String name() {
        return "redeployment";
    }

    @Override
    public List<Activity> start(Operations operations, Environment environment) throws IOException {
        return operations.start(this, environment, OperationRequest.of(name(), "redeploy"));
    }
}
