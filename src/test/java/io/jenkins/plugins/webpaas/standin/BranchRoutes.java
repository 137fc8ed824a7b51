package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import mockwebserver3.MockResponse;

/** The operations between an environment and its parent (protocol, "Branches"). */
final class BranchRoutes {
    void addTo(HttpDispatcher face) {
        face.route(Endpoint.SYNCHRONIZE, BranchRoutes::synchronize).route(Endpoint.MERGE, BranchRoutes::merge);
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
