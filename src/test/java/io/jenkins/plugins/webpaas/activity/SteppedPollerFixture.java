package io.jenkins.plugins.webpaas.activity;

import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.support.SteppedTimer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A poller whose timer the test turns: no time passes but what the test lets pass. */
abstract class SteppedPollerFixture {
    /** Longer than pauses between rounds, and shorter than what else there is. */
    static final Duration USUAL = Duration.ofSeconds(9);

    /** Between two looks at a log, at most. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    static final Duration QUESTION = Duration.ofSeconds(30);

    final SteppedTimer timer = new SteppedTimer();
    final PollerFixture polled = new PollerFixture();
    final StandIn standIn = polled.standIn;
    final List<String> met = new CopyOnWriteArrayList<>();

    @BeforeEach
    void step() {
        polled.poller = new Poller(polled.client, timer, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        polled.close();
    }

    int requests(Endpoint endpoint) {
        return standIn.requests().count(endpoint);
    }

    /** Lets rounds of states and looks at logs come, without their pauses, until something is so. */
    void pass(Duration most, BooleanSupplier until) {
        await().until(() -> {
            timer.pass(most);
            return until.getAsBoolean();
        });
    }

    Outcome outcome(RecordingWaitListener waiter) {
        pass(USUAL, waiter::isOver);
        return waiter.outcome();
    }

    IOException failure(RecordingWaitListener waiter) {
        pass(USUAL, waiter::isOver);
        return waiter.failure();
    }

    RecordingWaitListener meeting() {
        return new RecordingWaitListener(polled.token) {
            @Override
            public void met(io.jenkins.plugins.webpaas.api.Activity activity) {
                met.add(activity.id());
            }
        };
    }

    static WaitState ids(StandInActivity... activities) {
        List<String> ids = new ArrayList<>();
        for (StandInActivity activity : activities) {
            ids.add(activity.id());
        }
        return WaitState.ofIds(StandIn.PROJECT, ids);
    }

    ActivityBookmark mark() throws IOException {
        return polled.api.activities().mark(StandIn.PROJECT, "main");
    }
}
