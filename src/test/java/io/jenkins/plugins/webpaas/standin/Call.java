package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A request under way: who asks, and for what. */
record Call(Request request, Map<String, String> variables, StandInData world, IssuedTokens.AccessToken token) {
    Account account() {
        return token.account();
    }

    String variable(String name) {
        return variables.get(name);
    }

    /** The project of the path, as far as the caller sees it. */
    StandInProject project() {
        StandInProject project = world.find(variable("project")).orElseThrow(() -> StandInResponse.notFound("Project"));
        Role role = account().role(project).orElseThrow(() -> StandInResponse.notFound("Project"));
        if (role == Role.BARRED) {
            throw StandInResponse.forbidden();
        }
        return project;
    }

    /** Refuses callers that do not administer the path's project. */
    void administered() {
        if (!account().may(project(), Role.ADMIN)) {
            throw StandInResponse.forbidden();
        }
    }

    /** The environment of the path: its id, for the API does not look names up. */
    StandInEnvironment environment() {
        return project().find(variable("environment")).orElseThrow(() -> StandInResponse.notFound("Environment"));
    }

    StandInActivity activity() {
        return project().activities().stream()
                .filter(activity -> activity.id().equals(variable("activity")))
                .filter(activity -> !variables.containsKey("environment")
                        || activity.environment().id().equals(variable("environment")))
                .findFirst()
                .orElseThrow(() -> StandInResponse.notFound("Activity"));
    }

    Backup backup() {
        return environment().backup(variable("backup")).orElseThrow(() -> StandInResponse.notFound("Backup"));
    }

    /** The path's environment, when the caller may operate on it: the HAL link is the permission. */
    StandInEnvironment operable(String link) {
        administered();
        StandInEnvironment environment = environment();
        if (!HalResources.offers(environment, account(), link)) {
            throw StandInResponse.error(
                    400, "Bad Request", "The environment " + environment.id() + " does not offer " + link);
        }
        return environment;
    }

    List<String> parameters(String name) {
        return request.parameters().getOrDefault(name, List.of());
    }

    /** The body, an object; no body is an empty one. */
    ObjectNode json() {
        try {
            JsonNode json = request.body().isEmpty() ? StandInJson.object() : StandInJson.read(request.body());
            if (json instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            // Refused as the list or text that it is not, either.
        }
        throw StandInResponse.error(400, "Bad Request", "The body is no JSON object");
    }
}
