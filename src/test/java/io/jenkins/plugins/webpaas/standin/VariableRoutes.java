package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import mockwebserver3.MockResponse;

/** Variables of projects and environments; whoever sees the project may read them, its administrators change them. */
final class VariableRoutes {
    private final Clock clock;

    VariableRoutes(Clock clock) {
        this.clock = clock;
    }

    void addTo(HttpDispatcher face) {
        face.route(Endpoint.VARIABLES, VariableRoutes::list)
                .route(Endpoint.VARIABLE_CREATE, this::create)
                .route(Endpoint.VARIABLE, call -> StandInResponse.ok(found(call)))
                .route(Endpoint.VARIABLE_CHANGE, this::change)
                .route(Endpoint.VARIABLE_DELETE, VariableRoutes::delete);
    }

    /** Returns the environment of a call, or null if the call is about the project itself. */
    private static StandInEnvironment environment(Call call) {
        return call.variables().containsKey("environment") ? call.environment() : null;
    }

    private static StandInVariables variables(Call call) {
        return environment(call) == null
                ? call.project().variables()
                : environment(call).variables();
    }

    /** The value of a sensitive variable is never shown. */
    private static ObjectNode json(ObjectNode variable, Call call) {
        if (variable.get("is_sensitive").asBoolean()) {
            variable.remove("value");
        }
        StandInEnvironment environment = environment(call);
        if (environment != null) {
            variable.put("project", environment.project().id())
                    .put("environment", environment.id())
                    .put("inherited", false)
                    .put("is_enabled", variable.path("is_enabled").asBoolean(true))
                    .put("is_inheritable", variable.path("is_inheritable").asBoolean(true));
        }
        return HalResources.variable(variable, call.project(), environment);
    }

    private static ObjectNode found(Call call) {
        return variables(call)
                .find(call.variable("variable"))
                .map(variable -> json(variable, call))
                .orElseThrow(() -> StandInResponse.notFound("Variable"));
    }

    private static MockResponse list(Call call) {
        ArrayNode list = StandInJson.array();
        variables(call).all().forEach(variable -> list.add(json(variable, call)));
        return StandInResponse.ok(list);
    }

    private MockResponse create(Call call) {
        call.administered();
        ObjectNode fields = call.json();
        String name = fields.path("name").asText();
        if (name.isEmpty()) {
            throw StandInResponse.invalid("name", "This field is required");
        }
        if (!variables(call).create(fields, clock.instant())) {
            throw StandInResponse.error(409, "Conflict", "There is a variable '" + name + "'");
        }
        return entity(201, "Created", json(variables(call).find(name).orElseThrow(), call));
    }

    private MockResponse change(Call call) {
        call.administered();
        found(call);
        variables(call).change(call.variable("variable"), call.json(), clock.instant());
        return entity(200, "OK", found(call));
    }

    private static MockResponse delete(Call call) {
        call.administered();
        if (!variables(call).delete(call.variable("variable"))) {
            throw StandInResponse.notFound("Variable");
        }
        return StandInResponse.json(
                200, StandInJson.object().put("status", "OK").put("code", 200));
    }

    static MockResponse entity(int code, String status, ObjectNode entity) {
        ObjectNode body = StandInJson.object().put("status", status).put("code", code);
        body.putObject("_embedded").set("entity", entity);
        return StandInResponse.json(code, body);
    }
}
