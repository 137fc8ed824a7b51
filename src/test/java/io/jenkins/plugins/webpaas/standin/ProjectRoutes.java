package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import mockwebserver3.MockResponse;

/** Projects, environments and source operations (protocol, "Projects and environments" and "Source operations"). */
final class ProjectRoutes {
    void addTo(HttpDispatcher face) {
        face.route(Endpoint.PROJECT, call -> StandInResponse.ok(HalResources.project(call.project(), call.account())))
                .route(Endpoint.PROJECT_SETTINGS, call -> StandInResponse.ok(HalResources.settings(call.project())))
                .route(
                        Endpoint.PROJECT_CAPABILITIES,
                        call -> StandInResponse.ok(HalResources.capabilities(call.project())))
                .route(Endpoint.ENVIRONMENTS, this::environments)
                .route(Endpoint.ENVIRONMENT, call -> StandInResponse.ok(json(call.environment(), call)))
                .route(Endpoint.DEPLOYMENT, this::deployment)
                .route(Endpoint.SETTINGS, call -> StandInResponse.ok(HalResources.settings(call.environment())))
                .route(Endpoint.SETTINGS_CHANGE, ProjectRoutes::changeSettings)
                .route(Endpoint.RUNTIME_OPERATION, ProjectRoutes::runRuntimeOperation)
                .route(Endpoint.SOURCE_OPERATIONS, this::sourceOperations)
                .route(Endpoint.SOURCE_OPERATION, this::runSourceOperation);
    }

    private static MockResponse changeSettings(Call call) {
        call.administered();
        call.environment().changeSettings(call.json());
        return VariableRoutes.entity(200, "OK", HalResources.settings(call.environment()));
    }

    private static ObjectNode json(StandInEnvironment environment, Call call) {
        return HalResources.environment(
                environment, call.account(), call.world().backupPath());
    }

    private MockResponse environments(Call call) {
        List<String> types = call.parameters("type");
        List<String> active = call.parameters("active");
        ArrayNode list = StandInJson.array();
        call.project().environments().stream()
                .filter(environment -> types.isEmpty() || types.contains(environment.type()))
                .filter(environment -> active.isEmpty() || active.contains(String.valueOf(environment.isActive())))
                .forEach(environment -> list.add(json(environment, call)));
        return StandInResponse.ok(list);
    }

    private MockResponse deployment(Call call) {
        StandInEnvironment environment = call.environment();
        if (!environment.isActive()) {
            throw StandInResponse.notFound("Deployment");
        }
        return StandInResponse.ok(HalResources.deployment(environment, call.account()));
    }

    private static MockResponse runRuntimeOperation(Call call) {
        call.administered();
        StandInEnvironment environment = call.environment();
        ObjectNode body = call.json();
        String service = body.path("service").asText();
        if (!environment
                .runtimeOperations(service)
                .contains(body.path("operation").asText())) {
            throw StandInResponse.invalid("operation", "There is no such operation of " + service);
        }
        if (body.has("parameters") && !body.get("parameters").isArray()) {
            throw StandInResponse.invalid("parameters", "This is no list");
        }
        return StartedActivities.begin(call, "environment.operation", environment, activity -> {});
    }

    private MockResponse sourceOperations(Call call) {
        ArrayNode list = StandInJson.array();
        for (SourceOperation operation : supported(call).sourceOperations()) {
            list.addObject()
                    .put("id", operation.app() + ":" + operation.operation())
                    .put("app", operation.app())
                    .put("operation", operation.operation())
                    .put("command", operation.command());
        }
        return StandInResponse.ok(list);
    }

    private MockResponse runSourceOperation(Call call) {
        StandInEnvironment environment = supported(call);
        ObjectNode body = call.json();
        String name = body.path("operation").asText();
        if (environment.sourceOperations().stream()
                .noneMatch(operation -> operation.operation().equals(name))) {
            throw StandInResponse.invalid("operation", "There is no source operation '" + name + "'");
        }
        if (body.has("variables") && !body.get("variables").isObject()) {
            throw StandInResponse.invalid("variables", "This is no object");
        }
        // The commits are pushed, and their build is an activity of its own.
        return StartedActivities.begin(call, "environment.source-operation", environment, activity -> call.world()
                .begin("environment.push", environment, call.account()));
    }

    private static StandInEnvironment supported(Call call) {
        if (!call.environment().sourceOperationsSupported()) {
            throw StandInResponse.notFound("Page");
        }
        return call.operable("#source-operation");
    }
}
