package io.jenkins.plugins.webpaas.api;

import java.io.IOException;
import java.util.List;

/**
 * Deletes an environment, its data and its branch: deactivates the environment, and after that has ended, deletes what is left (protocol,
 * "Activation, pause and deletion").
 */
public final class Deletion implements StateChange {
    private static final long serialVersionUID = 1;

    private static final String ADVICE = "it must be inactive, and " + OperationRequest.ADMIN;

    private final boolean allowStaging;

    /** @param allowStaging whether the environment may be of the type staging */
    public Deletion(boolean allowStaging) {
        this.allowStaging = allowStaging;
    }

    @Override
    public String name() {
        return "deletion";
    }

    @Override
    public List<Operation> parts() {
        return List.of(new Deactivation(allowStaging), this);
    }

    @Override
    public boolean isDone(Environment environment) {
        return environment == null || environment.isBeingDeleted();
    }

    @Override
    public OperationRequest request(Operations operations, Environment environment) throws IOException {
        DeletionGuard.check(operations.api(), environment, allowStaging);
        return OperationRequest.of(name(), "delete").withAdvice(ADVICE);
    }
}
