package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;

/** The operations that change an environment's status, and its end (protocol, "Activation, pause and deletion"). */
final class LifecycleRoutes {
    private static final Set<String> RESOURCES = Set.of("default", "minimum", "parent");

    void addTo(HttpDispatcher face) {
        face.route(Endpoint.ACTIVATE, LifecycleRoutes::activate)
                .route(Endpoint.DEACTIVATE, operation("deactivate", environment -> environment
                        .status("inactive")
                        .deployed(null)))
                .route(Endpoint.PAUSE, operation("pause", environment -> environment.status("paused")))
                .route(Endpoint.RESUME, operation("resume", environment -> environment.status("active")))
                .route(Endpoint.REDEPLOY, operation("redeploy", environment -> environment.status("active")))
                .route(Endpoint.DEPLOY, LifecycleRoutes::deploy)
                .route(Endpoint.ENVIRONMENT_CHANGE, LifecycleRoutes::change)
                .route(Endpoint.ENVIRONMENT_DELETE, LifecycleRoutes::delete);
    }

    /** An operation whose link, activity and path have one name. */
    private static HttpDispatcher.Route operation(String name, Consumer<StandInEnvironment> effect) {
        return call -> {
            StandInEnvironment environment = call.operable("#" + name);
            return StartedActivities.begin(
                    call, "environment." + name, environment, activity -> effect.accept(environment));
        };
    }

    private static MockResponse activate(Call call) {
        var init = call.json().path("resources").path("init");
        if (!init.isMissingNode() && !init.isNull() && !RESOURCES.contains(init.asText())) {
            throw StandInResponse.invalid("resources", "There are no such resources: " + init.asText());
        }
        return operation("activate", environment -> environment.status("active"))
                .answer(call);
    }

    private static MockResponse deploy(Call call) {
        StandInEnvironment environment = call.operable("#deploy");
        String strategy = call.json().path("strategy").asText("stopstart");
        if (!strategy.equals("stopstart") && !(strategy.equals("rolling") && environment.canRollingDeploy())) {
            throw StandInResponse.invalid("strategy", "The strategy is not available: " + strategy);
        }
        return StartedActivities.begin(
                call, "environment.deploy", environment, deployment -> environment.project().activities().stream()
                        .filter(activity -> activity.environment() == environment
                                && activity.state().equals("staged"))
                        .forEach(activity -> activity.complete(Result.SUCCESS)));
    }

    private static MockResponse change(Call call) {
        StandInEnvironment environment = call.operable("#edit");
        ObjectNode changes = call.json();
        String parent = changes.path("parent").textValue();
        if (parent != null && call.project().find(parent).isEmpty()) {
            throw StandInResponse.invalid("parent", "There is no environment " + parent);
        }
        environment.change(
                parent,
                changes.path("type").textValue(),
                changes.path("title").textValue(),
                changes.has("clone_parent_on_create")
                        ? changes.get("clone_parent_on_create").asText()
                        : null);
        return VariableRoutes.entity(
                200,
                "OK",
                HalResources.environment(
                        environment, call.account(), call.world().backupPath()));
    }

    /** From the request on, the environment is on its way out. */
    private static MockResponse delete(Call call) {
        StandInEnvironment environment = call.operable("#delete").status("deleting");
        return StartedActivities.begin(call, "environment.delete", environment, activity -> environment
                .project()
                .delete(environment));
    }
}
