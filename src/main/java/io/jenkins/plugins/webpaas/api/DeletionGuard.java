package io.jenkins.plugins.webpaas.api;

import java.io.IOException;
import java.util.stream.Collectors;

/** Refuses to delete the data of environments that a build must not delete. */
final class DeletionGuard {
    private DeletionGuard() {}

    /** @throws RefusedDeletionException with the reason, if the environment must not lose its data */
    static void check(WebPaasApi api, Environment environment, boolean allowStaging) throws IOException {
        String type = environment.type();
        if (environment.isDefault()
                || environment.id().equals(api.project(environment.project()).defaultBranch())) {
            throw refusal(environment, "is the default environment of project '" + environment.project() + "'");
        }
        if (type == null || type.equals("production")) {
            throw refusal(environment, "is of the type " + (type == null ? "unknown" : type));
        }
        if (type.equals("staging") && !allowStaging) {
            throw refusal(environment, "is of the type staging, and allowStaging is not set");
        }
        String children = api.environments(environment.project()).stream()
                .filter(child -> environment.id().equals(child.parent()))
                .filter(child -> !child.isInactive() && !child.isBeingDeleted())
                .map(Environment::id)
                .collect(Collectors.joining(", "));
        if (!children.isEmpty()) {
            throw refusal(environment, "has active children: " + children + ". Delete or deactivate these before");
        }
    }

    private static RefusedDeletionException refusal(Environment environment, String reason) {
        return new RefusedDeletionException(
                "Environment '" + environment.id() + "' is not deleted, and nothing was started: it " + reason + ".");
    }
}
