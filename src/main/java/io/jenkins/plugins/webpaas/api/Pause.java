package io.jenkins.plugins.webpaas.api;

/** Pauses an environment, which stops its apps and services and keeps its data (protocol, "Activation, pause and deletion"). */
public final class Pause implements StateChange {
    private static final long serialVersionUID = 1;

    @Override
    public String name() {
        return "pause";
    }

    @Override
    public boolean isDone(Environment environment) {
        return environment != null && environment.isPaused();
    }

    @Override
    public OperationRequest request(Operations operations, Environment environment) {
        return OperationRequest.of(name(), "pause");
    }
}
