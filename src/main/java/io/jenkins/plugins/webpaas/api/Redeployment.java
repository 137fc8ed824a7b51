package io.jenkins.plugins.webpaas.api;

/** Deploys an environment again, without new code, and resumes a paused one (protocol, "Activation, pause and deletion"). */
public final class Redeployment implements StateChange {
    private static final long serialVersionUID = 1;

    @Override
    public String name() {
        return "redeployment";
    }

    @Override
    public OperationRequest request(Operations operations, Environment environment) {
        return OperationRequest.of(name(), "redeploy");
    }
}
