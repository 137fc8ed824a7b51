package io.jenkins.plugins.webpaas.api;

import java.io.IOException;
import java.util.List;

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
    public List<Activity> start(Operations operations, Environment environment) throws IOException {
        if (environment.isPaused()) {
            return new Resumption().start(operations, environment);
        }
        return operations.start(this, environment, OperationRequest.of(name(), "activate"));
    }
}
