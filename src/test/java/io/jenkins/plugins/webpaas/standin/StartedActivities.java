package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;

/** Begins what a call asks for, and answers with the activities (protocol, "Backups": 202, {@code _embedded.activities}). */
final class StartedActivities {
    private StartedActivities() {}

    /** The effect comes about when the activity succeeds. */
    static MockResponse begin(
            Call call, String type, StandInEnvironment environment, Consumer<StandInActivity> effect) {
        StandInData world = call.world();
        Account user = call.account();
        return accepted(
                call,
                switch (world.answer()) {
                    case ONE -> List.of(world.begin(type, environment, user, effect));
                    case NONE -> {
                        world.perform(type, environment, user, effect);
                        yield List.of();
                    }
                    case MANY ->
                        List.of(world.begin(type, environment, user, effect), world.begin(type, environment, user));
                    case WITH_INTEGRATION ->
                        List.of(
                                world.begin("integration.webhook", environment, user),
                                world.begin(type, environment, user, effect));
                    case ACCEPTED -> {
                        world.begin(type, environment, user, effect);
                        yield null;
                    }
                    case ACCEPTED_FOR_LATER -> {
                        world.beginLater(type, environment, user, effect);
                        yield null;
                    }
                });
    }

    /** Returns an answer with activities, or without {@code _embedded} for null. */
    private static MockResponse accepted(Call call, List<StandInActivity> activities) {
        ObjectNode body = StandInJson.object().put("status", "Accepted").put("code", 202);
        if (activities != null) {
            ArrayNode list = body.putObject("_embedded").putArray("activities");
            activities.forEach(activity -> list.add(HalResources.activity(activity, call.account())));
        }
        return StandInResponse.json(202, body);
    }
}
