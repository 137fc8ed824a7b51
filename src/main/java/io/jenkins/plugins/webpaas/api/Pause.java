package io.jenkins.plugins.webpaas.api;

import java.io.IOException;
import java.util.List;

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
    public List<Activity> start(Operations operations, Environment environment) throws IOException {
        return operations.start(this, environment, OperationRequest.of(name(), "pause"));
    }
}
