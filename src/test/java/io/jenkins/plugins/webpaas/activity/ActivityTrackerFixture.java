package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.activity.WaitState.ActivityState;
import io.jenkins.plugins.webpaas.api.Activities;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A tracker of one activity of the stand-in. */
abstract class ActivityTrackerFixture {
    StandIn standIn;

    Activities activities;

    StandInActivity activity;

    ActivityTracker tracker;

    Instant now = Instant.parse("2026-03-02T09:00:00Z");

    @BeforeEach
    void start() throws Exception {
        standIn = StandIn.start();
        WebPaasApi api = StandInService.client(Clock.systemUTC())
                .as(new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN))
                .withoutRetries();
        activities = api.activities();
        var started = new Operation.SourceOperation("update", Map.of())
                .start(api.operations(), api.environment(StandIn.PROJECT, "main"));
        activity = standIn.world().project(StandIn.PROJECT).activity("environment.source-operation");
        tracker = new ActivityTracker(ActivityState.of(started.get(0)), () -> now);
    }

    @AfterEach
    void close() {
        standIn.close();
    }

    String look() throws IOException {
        tracker.update(activities.get(StandIn.PROJECT, tracker.id()));
        return tracker.addLog(tracker.fetchLog(activities));
    }
}
