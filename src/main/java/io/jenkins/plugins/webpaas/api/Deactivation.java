package io.jenkins.plugins.webpaas.api;

import java.io.IOException;

/** Deactivates an environment, which deletes its services and data, and leaves its branch (protocol, "Activation, pause and deletion"). */
public final class Deactivation implements StateChange {
    private static final long serialVersionUID = 1;

    private final boolean allowStaging;

    /** @param allowStaging whether the environment may be of the type staging */
    public Deactivation(boolean allowStaging) {
        this.allowStaging = allowStaging;
    }

    @Override
    public String name() {
        return "deactivation";
    }

    /** Tells whether the environment has no services. An environment that is being deleted has none soon. */
    @Override
    public boolean isDone(Environment environment) {
        return environment != null && (environment.isInactive() || environment.isBeingDeleted());
    }

    @Override
    public OperationRequest request(Operations operations, Environment environment) throws IOException {
        DeletionGuard.check(operations.api(), environment, allowStaging);
        return OperationRequest.of(name(), "deactivate");
    }
}
