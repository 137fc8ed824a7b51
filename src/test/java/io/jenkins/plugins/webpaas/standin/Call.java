package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A request under way: who asks, and for what. */
record Call(Request request, Map<String, String> variables, World world, AccessTokens.AccessToken token) {
    Account account() {
        return token.account();
    }

    String variable(String name) {
        return variables.get(name);
    }

    /** The project of the path, as far as the caller sees it. */
    Project project() {
        Project project = world.find(variable("project")).orElseThrow(() -> Answer.notFound("Project"));
        Role role = account().role(project).orElseThrow(() -> Answer.notFound("Project"));
        if (role == Role.BARRED) {
            throw Answer.forbidden();
        }
        return project;
    }

    /** Refuses callers that do not administer the path's project. */
    void administered() {
        if (!account().may(project(), Role.ADMIN)) {
            throw Answer.forbidden();
        }
    }

    /** The environment of the path: its id, for the API does not look names up. */
    Environment environment() {
        return project().find(variable("environment")).orElseThrow(() -> Answer.notFound("Environment"));
    }

    Activity activity() {
        return project().activities().stream()
                .filter(activity -> activity.id().equals(variable("activity")))
                .filter(activity -> !variables.containsKey("environment")
                        || activity.environment().id().equals(variable("environment")))
                .findFirst()
                .orElseThrow(() -> Answer.notFound("Activity"));
    }

    Backup backup() {
        return environment().backup(variable("backup")).orElseThrow(() -> Answer.notFound("Backup"));
    }

    /** The path's environment, when the caller may operate on it: the HAL link is the permission. */
    Environment operable(String link) {
        administered();
        Environment environment = environment();
        if (!Hal.offers(environment, account(), link)) {
            throw Answer.error(400, "Bad Request", "The environment " + environment.id() + " does not offer " + link);
        }
        return environment;
    }

    List<String> parameters(String name) {
        return request.parameters().getOrDefault(name, List.of());
    }

    /** The body, an object; no body is an empty one. */
    ObjectNode json() {
        try {
            JsonNode json = request.body().isEmpty() ? Json.object() : Json.read(request.body());
            if (json instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            // Refused as the list or text that it is not, either.
        }
        throw Answer.error(400, "Bad Request", "The body is no JSON object");
    }
}
