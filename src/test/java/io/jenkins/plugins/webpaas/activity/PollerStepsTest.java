package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInData;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Polls of states and logs, and their failures, step by step, with a timer that the test advances. */
class PollerStepsTest extends SteppedPollerFixture {
    @Test
    void statesAreReadAtOnceAndThenEachRound() {
        StandInActivity push = fixture.begin("environment.push").start();
        RecordingWaitListener listener = new RecordingWaitListener(fixture.token);
        fixture.await(fixture.stateOf(push), listener);
        await().until(() -> listener.found.equals(List.of(push.id())));
        int before = fixture.requests(Endpoint.ACTIVITY);
        pass(POLL_PAUSE, () -> fixture.requests(Endpoint.ACTIVITY) > before + 1);
        assertThat(listener.found).hasSize(1);
        assertThat(listener.isOver()).isFalse();
        push.complete(Result.SUCCESS);

        assertThat(outcome(listener).status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(listener.outcome().activities()).hasSize(1);
        pass(POLL_PAUSE, () -> timer.next().isEmpty());
    }

    /** A slow poll delays the next one, so only one of the polls must be quick. Requests for a log have a longer delay after the first. */
    @Test
    void aPollBegins800MillisecondsAfterTheOneBefore() {
        fixture.await(fixture.begin("environment.push").start());
        pass(POLL_PAUSE, () -> fixture.requests(Endpoint.LOG) > 0);

        await().until(() -> {
            boolean isSoon = timer.hasNext(Duration.ZERO, Duration.ofMillis(800));
            timer.pass(POLL_PAUSE);
            return isSoon;
        });
    }

    @Test
    void aLogIsReadOnAfterItWasSilent() {
        StandInActivity push = fixture.begin("environment.push").start().log("one\n");
        RecordingWaitListener listener = fixture.await(push);
        pass(POLL_PAUSE, () -> listener.log().equals("one\n"));
        assertThat(listener.next.activities().get(0).log().seen()).isOne();
        int before = fixture.requests(Endpoint.LOG);
        pass(LOG_PAUSE, () -> fixture.requests(Endpoint.LOG) > before + 5);
        push.log("two\n");
        pass(LOG_PAUSE, () -> listener.log().equals("one\ntwo\n"));
    }

    @Test
    void anEndIsReadToTheLastLine() {
        StandInActivity push = fixture.begin("environment.push").start().log("one\n");
        RecordingWaitListener listener = fixture.await(push);
        pass(POLL_PAUSE, () -> listener.log().equals("one\n"));
        push.log("last\n").complete(Result.FAILURE);

        assertThat(outcome(listener).status()).isEqualTo(Outcome.Status.FAILURE);
        assertThat(listener.log()).isEqualTo("one\nlast\n");
        assertThat(listener.messages).isEmpty();
    }

    @Test
    void aLogThatCannotBeReadIsAskedForLater() {
        StandInActivity push = fixture.begin("environment.push").start().log("one\n");
        standIn.faults().add(Endpoint.LOG, Fault.status(503).times(3));
        RecordingWaitListener listener = fixture.await(push);
        pass(POLL_PAUSE, () -> listener.log().equals("one\n"));

        assertThat(fixture.requests(Endpoint.LOG)).isGreaterThan(3);
        assertThat(listener.messages).isEmpty();
    }

    @Test
    void aServiceThatRefusesToBeginWithinALogIsAskedForTheWhole() {
        standIn.world().logParameters(StandInData.LogParameters.REFUSED);
        StandInActivity push = fixture.begin("environment.push").start().log("one\n");
        RecordingWaitListener listener = fixture.await(push);
        pass(POLL_PAUSE, () -> listener.log().equals("one\n"));
        push.log("two\n");
        pass(LOG_PAUSE, () -> listener.log().equals("one\ntwo\n"));
    }

    @Test
    void aLogWhoseAnswerBreaksOffGoesOn() {
        StandInActivity push =
                fixture.begin("environment.push").start().log("one\n").log("two\n");
        push.log().dropAfter(1);
        RecordingWaitListener listener = fixture.await(push);

        pass(POLL_PAUSE, () -> listener.log().equals("one\ntwo\n"));
    }

    @Test
    void whoComesAfterTroubleHearsNothingOfIt() {
        StandInActivity push = fixture.begin("environment.push").start();
        standIn.faults().add(Endpoint.ACTIVITY, Fault.status(503).times(3));
        RecordingWaitListener listener = new RecordingWaitListener(fixture.token);
        fixture.await(fixture.stateOf(push), listener);
        pass(POLL_PAUSE, () -> fixture.requests(Endpoint.ACTIVITY) > 4);
        assertThat(listener.messages).hasSize(1);
        RecordingWaitListener late = new RecordingWaitListener(fixture.token);
        fixture.await(fixture.stateOf(push), late);
        push.complete(Result.SUCCESS);

        outcome(late);
        assertThat(late.messages).isEmpty();
    }

    @Test
    void aSingleFailureIsNoTroubleForWhoComesLater() {
        StandInActivity push = fixture.begin("environment.push").start();
        standIn.faults().add(Endpoint.ACTIVITY, Fault.status(503).times(1));
        RecordingWaitListener listener = new RecordingWaitListener(fixture.token);
        fixture.await(fixture.stateOf(push), listener);
        await().until(() -> timer.hasNext(Duration.ZERO, POLL_PAUSE));
        RecordingWaitListener late = new RecordingWaitListener(fixture.token);
        fixture.await(fixture.stateOf(push), late);
        push.complete(Result.SUCCESS);

        outcome(late);
        assertThat(late.messages).isEmpty();
        outcome(listener);
        assertThat(listener.messages).isEmpty();
    }

    @Test
    void oneLongPauseIsSaidAndHoldsForAll() {
        StandInActivity push = fixture.begin("environment.push").start();
        standIn.faults().add(Endpoint.ACTIVITY, Fault.status(429).header("Retry-After", "600"));
        RecordingWaitListener listener = fixture.await(push);
        pass(POLL_PAUSE, () -> !listener.messages.isEmpty());
        assertThat(listener.messages.get(0)).matches(".* in about 1[0-4] minutes, as the service asks\\. .*429.*");
        RecordingWaitListener late = fixture.await(push);
        pass(Duration.ofMinutes(15), () -> late.messages.equals(listener.messages));

        assertThat(fixture.requests(Endpoint.ACTIVITY)).isOne();
        assertThat(listener.messages).hasSize(1);
    }

    @Test
    void threeFailuresInARowAreSaidOnceAndEndNothing() {
        StandInActivity push = fixture.begin("environment.push").start();
        RecordingWaitListener listener = new RecordingWaitListener(fixture.token);
        fixture.await(fixture.stateOf(push), listener);
        await().until(() -> !listener.found.isEmpty());
        standIn.faults().add(Endpoint.ACTIVITY, Fault.status(503));
        await().until(() -> {
            timer.pass(POLL_PAUSE);
            return !listener.messages.isEmpty();
        });
        standIn.faults().clear();
        push.complete(Result.SUCCESS);

        assertThat(outcome(listener).status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(listener.messages)
                .singleElement()
                .asString()
                .startsWith("The activities cannot be read for the time being, and Jenkins goes on trying. Could not"
                        + " read activity");
    }

    @Test
    void aRefusalEndsTheWaitWithItsReason() {
        standIn.faults().add(Endpoint.ACTIVITY, Fault.refusal(403));

        assertThat(failure(fixture.await(fixture.begin("environment.push").start())))
                .hasMessageStartingWith("Could not read activity");
    }

    @Test
    void anActivityThatIsForgottenIsNamed() {
        StandInActivity backup = fixture.begin("environment.backup").start();
        RecordingWaitListener listener = new RecordingWaitListener(fixture.token);
        fixture.await(fixture.stateOf(backup), listener);
        await().until(() -> !listener.found.isEmpty());
        standIn.faults().add(Endpoint.ACTIVITY, Fault.refusal(404));

        assertThat(failure(listener))
                .hasMessageStartingWith(
                        "The service no longer has activity " + backup.id() + ", so its result is not known.");
    }

    @Test
    void severalAreOneList() {
        StandInActivity one = fixture.begin("environment.push").start();
        StandInActivity two = fixture.begin("environment.push").start();
        RecordingWaitListener listener = new RecordingWaitListener(fixture.token);
        fixture.await(fixture.stateOf(one, two), listener);
        pass(POLL_PAUSE, () -> listener.found.size() == 2);
        standIn.requests().clear();
        pass(POLL_PAUSE, () -> fixture.requests(Endpoint.ACTIVITIES) > 1);
        assertThat(fixture.requests(Endpoint.ACTIVITY)).isZero();
        one.complete(Result.SUCCESS);
        two.complete(Result.SUCCESS);

        assertThat(outcome(listener).activities()).hasSize(2);
    }

    @Test
    void ofSeveralThatCannotBeListedEachIsRead() {
        StandInActivity one = fixture.begin("environment.push").start();
        StandInActivity two = fixture.begin("environment.push").start();
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.refusal(403));
        RecordingWaitListener listener = fixture.await(one, two);
        pass(POLL_PAUSE, () -> fixture.requests(Endpoint.ACTIVITIES) > 0);
        one.complete(Result.SUCCESS);
        two.complete(Result.SUCCESS);

        assertThat(outcome(listener).activities()).hasSize(2);
    }
}
