package io.jenkins.plugins.webpaas.api;

/** Activates an environment, or resumes a paused one (protocol, "Activation, pause and deletion"). */
public final class Activation implements StateChange {
    private static final long serialVersionUID = 1;

    @Override
    public String name() {
        return "activation";
    }

    @Override
    public boolean isDone(Environment environment) {
        return environment != null && environment.isActive();
    }

    @Override
    public OperationRequest request(Operations operations, Environment environment) {
        return environment.isPaused()
                ? new Resumption().request(operations, environment)
                : OperationRequest.of(name(), "activate");
    }
}
