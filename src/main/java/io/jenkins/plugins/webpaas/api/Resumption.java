package io.jenkins.plugins.webpaas.api;

import java.io.IOException;
import java.util.List;

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
    public List<Activity> start(Operations operations, Environment environment) throws IOException {
        return operations.start(this, environment, OperationRequest.of(name(), "resume"));
    }
}
