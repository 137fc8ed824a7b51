package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ends of waits, step by step. */
class ActiveWaitStepsTest extends SteppedPollerFixture {
    @Test
    void withAnotherApiTokenAWaitGoesOn() {
        StandInActivity push = polled.begin("environment.push").start();
        standIn.faults().add(Endpoint.ACTIVITY, Fault.refusal(403).times(1));
        polled.bot.addApiToken("another-token");
        ApiToken other = new ApiToken(polled.token.service(), "another-token");
        RecordingWaitListener waiter = new RecordingWaitListener(polled.token) {
            @Override
            public ApiToken token() {
                ApiToken now = token;
                token = other;
                return now;
            }

            @Override
            public void met(io.jenkins.plugins.webpaas.api.Activity activity) {
                met.add(activity.id());
            }
        };
        polled.await(ids(push), waiter);

        await().until(() -> !met.isEmpty());
        assertThat(waiter.isOver()).isFalse();
    }

    @Test
    void theDeadlineIsTenSecondsAwayAtLeast() {
        StandInActivity push = polled.begin("environment.push").start();
        RecordingWaitListener waiter = meeting();
        polled.await(ids(push).until(Instant.now().minusSeconds(60)), waiter);
        await().until(() -> !met.isEmpty());
        assertThat(waiter.isOver()).isFalse();
        assertThat(timer.hasNext(Duration.ofSeconds(10), Duration.ofSeconds(10)))
                .isTrue();
        pass(Duration.ofSeconds(10), waiter::isOver);

        assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.TIMED_OUT);
        assertThat(waiter.outcome().message())
                .isEqualTo("Activity " + push.id() + " (environment.push) has not ended in time: in_progress.");
        assertThat(timer.hasNext(QUESTION, QUESTION)).isFalse();
    }

    @Test
    void theDeadlineIsWhereItWasSet() {
        RecordingWaitListener waiter =
                polled.await(ids(polled.begin("environment.push").start())
                        .until(Instant.now().plusSeconds(1000)));
        assertThat(timer.hasNext(Duration.ofSeconds(800), Duration.ofSeconds(1000)))
                .isTrue();
        pass(Duration.ofSeconds(1000), waiter::isOver);

        assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.TIMED_OUT);
    }

    @Test
    void aDeadlineIsTakenBackWhenAllIsOver() {
        StandInActivity push = polled.begin("environment.push").complete(Result.SUCCESS);
        RecordingWaitListener waiter =
                polled.await(ids(push).until(Instant.now().plusSeconds(1000)));

        assertThat(outcome(waiter).ending()).isEqualTo(OutcomeStatus.SUCCESS);
        pass(USUAL, () -> timer.next().isEmpty());
    }

    @Test
    void aWaiterThatIsGoneIsStoppedWithoutAWord() {
        RecordingWaitListener waiter =
                polled.await(polled.begin("environment.push").start());
        pass(QUESTION, () -> requests(Endpoint.ACTIVITY) > 2);
        waiter.isGone = true;

        pass(QUESTION, () -> timer.next().isEmpty());

        assertThat(waiter.isOver()).isFalse();
    }

    @Test
    void allThatTheAccountStartedIsWaitedForAndThenAskedForOnceMore() throws Exception {
        ActivityBookmark mark = mark();
        StandInActivity first = polled.begin("environment.push").start();
        RecordingWaitListener waiter = meeting();
        polled.await(WaitState.since(mark), waiter);
        await().until(() -> met.equals(List.of(first.id())));
        StandInActivity second = polled.begin("environment.push").start();
        first.complete(Result.SUCCESS);
        pass(USUAL, () -> met.equals(List.of(first.id(), second.id())));
        assertThat(waiter.isOver()).isFalse();
        second.complete(Result.SUCCESS);

        assertThat(outcome(waiter).ending()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(waiter.outcome().activities()).hasSize(2);
        assertThat(waiter.lastWords).isOne();
    }

    @Test
    void whatHadEndedBeforeIsNotMetAndItsLogNotTold() throws Exception {
        ActivityBookmark mark = mark();
        StandInActivity push =
                polled.begin("environment.push").log("E: broken\n").complete(Result.FAILURE);
        RecordingWaitListener waiter = meeting();
        polled.await(WaitState.since(mark), waiter);

        assertThat(outcome(waiter).ending()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(waiter.outcome().message()).contains(push.id()).endsWith("E: broken");
        assertThat(waiter.log()).isEmpty();
        assertThat(met).isEmpty();
    }

    @Test
    void aListThatCannotBeReadIsAskedForLaterAndThatIsSaidOnce() throws Exception {
        ActivityBookmark mark = mark();
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(503).times(4));
        RecordingWaitListener waiter = polled.await(WaitState.since(mark));

        assertThat(outcome(waiter).ending()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(requests(Endpoint.ACTIVITIES)).isEqualTo(6); // with that for the mark
        assertThat(waiter.said)
                .singleElement()
                .asString()
                .startsWith("The activities cannot be read for the time being, and Jenkins goes on trying. Could not"
                        + " list");
    }

    @Test
    void aRefusalOfTheListEndsTheWait() throws Exception {
        ActivityBookmark mark = mark();
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.refusal(403));

        assertThat(failure(polled.await(WaitState.since(mark)))).hasMessageStartingWith("Could not list");
    }

    @Test
    void whatCouldNotBeFoundOutInTimeIsSaid() throws Exception {
        ActivityBookmark mark = mark();
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(503));
        RecordingWaitListener waiter =
                polled.await(WaitState.since(mark).until(Instant.now().minusSeconds(60)));
        pass(USUAL, () -> !waiter.said.isEmpty());
        pass(Duration.ofSeconds(10), waiter::isOver);

        assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.TIMED_OUT);
        assertThat(waiter.outcome().message())
                .startsWith("Whether this account has started anything in environment 'main' could not be found out in"
                        + " time.\nCould not list");
    }

    @Test
    void withoutAnApiTokenThereIsNoWait() {
        RecordingWaitListener waiter = new RecordingWaitListener(null);
        polled.await(ids(polled.begin("environment.push")), waiter);
        assertThat(waiter.failure()).hasMessage("There is no credential 'deploy-bot'");

        RecordingWaitListener broken = new RecordingWaitListener(null) {
            @Override
            public ApiToken token() {
                throw new IllegalStateException("broken");
            }
        };
        polled.await(ids(polled.begin("environment.push")), broken);
        assertThat(broken.failure()).hasMessageStartingWith("The API token could not be looked up: ");
    }

    @Test
    void nothingToWaitForIsTheEnd() {
        assertThat(polled.await(ids()).outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
    }

    @Test
    void whoStopsHearsNothingMore() {
        StandInActivity push = polled.begin("environment.push").start();
        RecordingWaitListener waiter = meeting();
        WaitHandle waiting = polled.await(ids(push), waiter);
        await().until(() -> !met.isEmpty());
        waiting.stop();
        push.complete(Result.SUCCESS);
        pass(QUESTION, () -> timer.next().isEmpty());

        assertThat(waiter.isOver()).isFalse();
    }
}
