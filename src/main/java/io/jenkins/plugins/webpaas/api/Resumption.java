package io.jenkins.plugins.webpaas.api;

/** Resumes a paused environment (protocol, "Activation, pause and deletion"). */
public final class Resumption implements StateChange {
    private static final long serialVersionUID = 1;

    @Override
    public String name() {
        return "resumption";
    }

    @Override
    public boolean isDone(Environment environment) {
        return environment != null && environment.isActive();
    }

    @Override
    public OperationRequest request(Operations operations, Environment environment) {
        return OperationRequest.of(name(), "resume");
    }
}
