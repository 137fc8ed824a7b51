package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.Links;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes activities as a service could send them. */
final class SampleActivity {
    private SampleActivity() {}

    /** Returns an activity with the id {@code a}. */
    static Activity of(String state, String result, boolean hasFailedCommand) {
        return of("a", state, result, hasFailedCommand);
    }

    static Activity of(String id, String state, String result, boolean hasFailedCommand) {
        return of(id, "environment.push", state, result, hasFailedCommand);
    }

    static Activity of(String id, String type, String state, String result, boolean hasFailedCommand) {
        return new Activity(
                id,
                "abc",
                List.of("main"),
                "bot",
                type,
                state,
                result,
                0,
                null,
                Instant.EPOCH,
                null,
                null,
                null,
                null,
                hasFailedCommand,
                new Links(Map.of()));
    }
}
