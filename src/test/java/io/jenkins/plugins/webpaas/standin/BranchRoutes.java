package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import mockwebserver3.MockResponse;

/** The operations between an environment and its parent (protocol, "Branches"). */
final class BranchRoutes {
    private static final List<String> TYPES = List.of("development", "staging");

    void addTo(HttpDispatcher face) {
        face.route(Endpoint.SYNCHRONIZE, BranchRoutes::synchronize)
                .route(Endpoint.MERGE, BranchRoutes::merge)
                .route(Endpoint.BRANCH, BranchRoutes::branch);
    }

    /** The new environment is there from the request on, and shows the activity. */
    private static MockResponse branch(Call call) {
        StandInEnvironment parent = call.operable("#branch");
        ObjectNode body = call.json();
        String name = required(body, "name");
        String type = body.path("type").asText("development");
        if (call.project().find(name).isPresent()) {
            throw StandInResponse.invalid("name", "There is an environment " + name);
        }
        if (!TYPES.contains(type)) {
            throw StandInResponse.invalid("type", "There is no such type: " + type);
        }
        boolean clone = body.path("clone_parent").asBoolean(true);
        StandInEnvironment environment = call.project().addEnvironment(name, type, "inactive");
        environment.moveTo(parent.headCommit());
        environment.change(parent.id(), null, required(body, "title"), String.valueOf(clone));
        return StartedActivities.begin(call, "environment.branch", environment, activity -> {
            environment.status("active");
            if (clone) {
                environment.data(parent.data());
            }
        });
    }

    private static String required(ObjectNode body, String field) {
        if (body.path(field).asText("").isEmpty()) {
            throw StandInResponse.invalid(field, "This field is required");
        }
        return body.get(field).asText();
    }

    /** The parent is what changes, and what shows the activity. */
    private static MockResponse merge(Call call) {
        StandInEnvironment environment = call.operable("#merge");
        StandInEnvironment parent = call.project().environment(environment.parent());
        return StartedActivities.begin(
                call, "environment.merge", parent, activity -> parent.moveTo(environment.headCommit()));
    }

    private static MockResponse synchronize(Call call) {
        StandInEnvironment environment = call.operable("#synchronize");
        StandInEnvironment parent = call.project().environment(environment.parent());
        ObjectNode body = call.json();
        if (List.of("synchronize_code", "synchronize_data", "synchronize_resources").stream()
                .noneMatch(field -> body.path(field).asBoolean())) {
            throw StandInResponse.invalid("error", "Nothing to synchronize");
        }
        if (body.path("synchronize_resources").asBoolean()) {
            throw StandInResponse.invalid("error", "The project has no flexible resources");
        }
        return StartedActivities.begin(call, "environment.synchronize", environment, activity -> {
            if (body.path("synchronize_code").asBoolean()) {
                environment.moveTo(parent.headCommit());
            }
            if (body.path("synchronize_data").asBoolean()) {
                environment.data(parent.data());
            }
        });
    }
}
