package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** States, logs and what keeps them from being read, step by step. */
class PollerStepsTest extends SteppedPollerFixture {
    @Test
    void statesAreReadAtOnceAndThenEachRound() {
        StandInActivity push = polled.begin("environment.push").start();
        RecordingWaitListener waiter = meeting();
        polled.await(ids(push), waiter);
        await().until(() -> met.equals(List.of(push.id())));
        int before = requests(Endpoint.ACTIVITY);
        pass(USUAL, () -> requests(Endpoint.ACTIVITY) > before + 1);
        assertThat(met).hasSize(1);
        assertThat(waiter.isOver()).isFalse();
        push.complete(Result.SUCCESS);

        assertThat(outcome(waiter).ending()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(waiter.outcome().activities()).hasSize(1);
        pass(USUAL, () -> timer.next().isEmpty());
    }

    @Test
    void aLogIsReadOnAfterItWasSilent() {
        StandInActivity push = polled.begin("environment.push").start().log("one\n");
        RecordingWaitListener waiter = polled.await(push);
        pass(USUAL, () -> waiter.log().equals("one\n"));
        assertThat(waiter.next.activities().get(0).log().seen()).isOne();
        int before = requests(Endpoint.LOG);
        pass(LONGEST_SILENCE, () -> requests(Endpoint.LOG) > before + 5);
        push.log("two\n");
        pass(LONGEST_SILENCE, () -> waiter.log().equals("one\ntwo\n"));
    }

    @Test
    void anEndIsReadToTheLastLine() {
        StandInActivity push = polled.begin("environment.push").start().log("one\n");
        RecordingWaitListener waiter = polled.await(push);
        pass(USUAL, () -> waiter.log().equals("one\n"));
        push.log("last\n").complete(Result.FAILURE);

        assertThat(outcome(waiter).ending()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(waiter.log()).isEqualTo("one\nlast\n");
        assertThat(waiter.said).isEmpty();
    }

    @Test
    void aLogThatCannotBeReadIsAskedForLater() {
        StandInActivity push = polled.begin("environment.push").start().log("one\n");
        standIn.faults().add(Endpoint.LOG, Fault.status(503).times(3));
        RecordingWaitListener waiter = polled.await(push);
        pass(USUAL, () -> waiter.log().equals("one\n"));

        assertThat(requests(Endpoint.LOG)).isGreaterThan(3);
        assertThat(waiter.said).isEmpty();
    }

    @Test
    void oneLongPauseIsSaidAndHoldsForAll() {
        StandInActivity push = polled.begin("environment.push").start();
        standIn.faults().add(Endpoint.ACTIVITY, Fault.status(429).header("Retry-After", "600"));
        RecordingWaitListener waiter = polled.await(push);
        pass(USUAL, () -> !waiter.said.isEmpty());
        assertThat(waiter.said.get(0)).matches(".* in about 1[0-4] minutes, as the service asks\\. .*429.*");
        RecordingWaitListener late = polled.await(push);
        pass(Duration.ofMinutes(15), () -> late.said.equals(waiter.said));

        assertThat(requests(Endpoint.ACTIVITY)).isOne();
        assertThat(waiter.said).hasSize(1);
    }

    @Test
    void threeFailuresInARowAreSaidOnceAndEndNothing() {
        StandInActivity push = polled.begin("environment.push").start();
        RecordingWaitListener waiter = meeting();
        polled.await(ids(push), waiter);
        await().until(() -> !met.isEmpty());
        standIn.faults().add(Endpoint.ACTIVITY, Fault.status(503));
        await().until(() -> {
            timer.pass(USUAL);
            return !waiter.said.isEmpty();
        });
        standIn.faults().clear();
        push.complete(Result.SUCCESS);

        assertThat(outcome(waiter).ending()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(waiter.said)
                .singleElement()
                .asString()
                .startsWith("The activities cannot be read for the time being, and Jenkins goes on trying. Could not"
                        + " read activity");
    }

    @Test
    void aRefusalEndsTheWaitWithItsReason() {
        standIn.faults().add(Endpoint.ACTIVITY, Fault.refusal(403));

        assertThat(failure(polled.await(polled.begin("environment.push").start())))
                .hasMessageStartingWith("Could not read activity");
    }

    @Test
    void anActivityThatIsForgottenIsNamed() {
        StandInActivity backup = polled.begin("environment.backup").start();
        RecordingWaitListener waiter = meeting();
        polled.await(ids(backup), waiter);
        await().until(() -> !met.isEmpty());
        standIn.faults().add(Endpoint.ACTIVITY, Fault.refusal(404));

        assertThat(failure(waiter))
                .hasMessageStartingWith(
                        "Activity " + backup.id() + " is there no more, so what became of it cannot be known.");
    }

    @Test
    void severalAreOneList() {
        StandInActivity one = polled.begin("environment.push").start();
        StandInActivity two = polled.begin("environment.push").start();
        RecordingWaitListener waiter = meeting();
        polled.await(ids(one, two), waiter);
        pass(USUAL, () -> met.size() == 2);
        standIn.requests().clear();
        pass(USUAL, () -> requests(Endpoint.ACTIVITIES) > 1);
        assertThat(requests(Endpoint.ACTIVITY)).isZero();
        one.complete(Result.SUCCESS);
        two.complete(Result.SUCCESS);

        assertThat(outcome(waiter).activities()).hasSize(2);
    }

    @Test
    void ofSeveralThatCannotBeListedEachIsRead() {
        StandInActivity one = polled.begin("environment.push").start();
        StandInActivity two = polled.begin("environment.push").start();
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.refusal(403));
        RecordingWaitListener waiter = polled.await(one, two);
        pass(USUAL, () -> requests(Endpoint.ACTIVITIES) > 0);
        one.complete(Result.SUCCESS);
        two.complete(Result.SUCCESS);

        assertThat(outcome(waiter).activities()).hasSize(2);
    }
}
