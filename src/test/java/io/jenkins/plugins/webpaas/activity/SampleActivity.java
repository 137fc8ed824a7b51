package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.Links;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes activities with the id {@code a}, as a service could send them. */
final class SampleActivity {
    private SampleActivity() {}

    static Activity of(String state, String result, boolean hasFailedCommand) {
        return new Activity(
                "a",
                "abc",
                List.of("main"),
                "bot",
                "environment.push",
                state,
                result,
                0,
                null,
                Instant.EPOCH,
                null,
                null,
                null,
                hasFailedCommand,
                new Links(Map.of()));
    }
}
