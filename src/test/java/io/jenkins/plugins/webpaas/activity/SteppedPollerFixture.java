package io.jenkins.plugins.webpaas.activity;

import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.SteppedTimer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A poller with a timer that the test advances. */
abstract class SteppedPollerFixture {
    /** Longer than the pauses between polls, and shorter than all other delays. */
    static final Duration POLL_PAUSE = Duration.ofSeconds(9);

    /** The longest pause between two requests for a log. */
    static final Duration LOG_PAUSE = Duration.ofSeconds(10);

    /** The time between two looks whether a listener is gone, and whether it has heard nothing for long. */
    static final Duration CHECK = Duration.ofSeconds(30);

    @RegisterExtension
    final PollerFixture fixture = new PollerFixture();

    final SteppedTimer timer = new SteppedTimer();
    final StandIn standIn = fixture.standIn;

    @BeforeEach
    void useSteppedTimer() {
        fixture.poller = new Poller(fixture.client, timer, Clock.systemUTC());
    }

    /** Runs tasks with delays of at most the given one, without the delays, until a condition holds. */
    void pass(Duration most, BooleanSupplier until) {
        await().until(() -> {
            timer.pass(most);
            return until.getAsBoolean();
        });
    }

    Outcome outcome(RecordingWaitListener listener) {
        pass(POLL_PAUSE, listener::isOver);
        return listener.outcome();
    }

    IOException failure(RecordingWaitListener listener) {
        pass(POLL_PAUSE, listener::isOver);
        return listener.failure();
    }
}
