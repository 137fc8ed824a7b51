package io.jenkins.plugins.webpaas.api;

import java.io.IOException;
import java.util.List;

/** Refuses to delete the data of environments that a build must not delete. */
final class DeletionGuard {
    private DeletionGuard() {}

    /**
     * @throws RefusedDeletionException with the reason, if the environment must not lose its data
     * @throws IOException if the reasons cannot be read
     */
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
        List<String> children = activeChildren(api, environment);
        if (!children.isEmpty()) {
            throw refusal(
                    environment,
                    "has active children: " + String.join(", ", children) + ". Delete or deactivate these before");
        }
    }

    private static List<String> activeChildren(WebPaasApi api, Environment environment) throws IOException {
        return api.environments(environment.project()).stream()
                .filter(child -> environment.id().equals(child.parent()))
                .filter(child -> !child.isInactive() && !child.isBeingDeleted())
                .map(Environment::id)
                .toList();
    }

    private static RefusedDeletionException refusal(Environment environment, String reason) {
        return new RefusedDeletionException(
                "Environment '" + environment.id() + "' is not deleted, and nothing was started: it " + reason + ".");
    }
}
