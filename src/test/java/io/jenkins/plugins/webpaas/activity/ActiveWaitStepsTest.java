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

/** Ends of waits, step by step, with a timer that the test advances. */
class ActiveWaitStepsTest extends SteppedPollerFixture {
    @Test
    void withAnotherApiTokenAWaitGoesOn() {
        StandInActivity push = fixture.begin("environment.push").start();
        standIn.faults().add(Endpoint.ACTIVITY, Fault.refusal(403).times(1));
        fixture.bot.addApiToken("another-token");
        ApiToken other = new ApiToken(fixture.token.service(), "another-token");
        RecordingWaitListener listener = new RecordingWaitListener(fixture.token) {
            @Override
            public ApiToken token() {
                ApiToken now = token;
                token = other;
                return now;
            }
        };
        fixture.await(fixture.stateOf(push), listener);

        await().until(() -> !listener.found.isEmpty());
        assertThat(listener.isOver()).isFalse();
    }

    @Test
    void theDeadlineIsTenSecondsAwayAtLeast() {
        StandInActivity push = fixture.begin("environment.push").start();
        RecordingWaitListener listener = new RecordingWaitListener(fixture.token);
        fixture.await(fixture.stateOf(push).until(Instant.now().minusSeconds(60)), listener);
        await().until(() -> !listener.found.isEmpty());
        assertThat(listener.isOver()).isFalse();
        assertThat(timer.hasNext(Duration.ofSeconds(10), Duration.ofSeconds(10)))
                .isTrue();
        pass(Duration.ofSeconds(10), listener::isOver);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.TIMED_OUT);
        assertThat(listener.outcome().message())
                .isEqualTo("Activity " + push.id() + " (environment.push) has not ended in time: in_progress.");
        assertThat(timer.hasNext(CHECK, CHECK)).isFalse();
    }

    @Test
    void theDeadlineIsWhereItWasSet() {
        RecordingWaitListener listener =
                fixture.await(fixture.stateOf(fixture.begin("environment.push").start())
                        .until(Instant.now().plusSeconds(1000)));
        assertThat(timer.hasNext(Duration.ofSeconds(800), Duration.ofSeconds(1000)))
                .isTrue();
        pass(Duration.ofSeconds(1000), listener::isOver);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.TIMED_OUT);
    }

    @Test
    void atTheDeadlineTheFailureOfTheLastReadIsSaid() {
        StandInActivity push = fixture.begin("environment.push").start();
        standIn.faults().add(Endpoint.ACTIVITY, Fault.status(503));
        RecordingWaitListener listener =
                fixture.await(fixture.stateOf(push).until(Instant.now().plusSeconds(1000)));
        pass(POLL_PAUSE, () -> !listener.messages.isEmpty());
        pass(Duration.ofSeconds(1000), listener::isOver);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.TIMED_OUT);
        assertThat(listener.outcome().message())
                .startsWith("Activity " + push.id() + " could not be read in time.\nCould not read activity")
                .contains("503");
    }

    /** Only the end of the log is missing, and that is said. */
    @Test
    void aResultThatIsKnownAtTheDeadlineCounts() {
        StandInActivity push = fixture.begin("environment.push").complete(Result.SUCCESS);
        standIn.faults().add(Endpoint.LOG, Fault.status(503));
        RecordingWaitListener listener =
                fixture.await(fixture.stateOf(push).until(Instant.now().plusSeconds(1000)));
        pass(POLL_PAUSE, () -> fixture.requests(Endpoint.LOG) > 1);
        pass(Duration.ofSeconds(1000), listener::isOver);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(listener.outcome().message()).isEmpty();
        assertThat(listener.messages)
                .singleElement()
                .asString()
                .startsWith("The end of the log of activity " + push.id() + " could not be read. ")
                .contains("503");
    }

    @Test
    void aDeadlineIsTakenBackWhenAllIsOver() {
        StandInActivity push = fixture.begin("environment.push").complete(Result.SUCCESS);
        RecordingWaitListener listener =
                fixture.await(fixture.stateOf(push).until(Instant.now().plusSeconds(1000)));

        assertThat(outcome(listener).status()).isEqualTo(Outcome.Status.SUCCESS);
        pass(POLL_PAUSE, () -> timer.next().isEmpty());
    }

    @Test
    void aWaiterThatIsGoneIsStoppedWithoutAWord() {
        RecordingWaitListener listener =
                fixture.await(fixture.begin("environment.push").start());
        pass(CHECK, () -> fixture.requests(Endpoint.ACTIVITY) > 2);
        listener.isGone = true;

        pass(CHECK, () -> timer.next().isEmpty());

        assertThat(listener.isOver()).isFalse();
    }

    @Test
    void afterAMinuteWithoutNewsAListenerHearsThatTheWaitGoesOn() {
        StandInActivity push = fixture.begin("environment.push").start();
        RecordingWaitListener listener = fixture.await(push);
        await().until(() -> !listener.found.isEmpty());

        check();
        check();

        await().until(() -> !listener.progress.isEmpty());
        assertThat(listener.progress.get(0)).singleElement().satisfies(running -> {
            assertThat(running.id()).isEqualTo(push.id());
            assertThat(running.state()).isEqualTo("in_progress");
        });
        push.complete(Result.SUCCESS);
        outcome(listener);
        assertThat(listener.progress).hasSize(1);
    }

    @Test
    void aListenerWithNewsHearsNothingMore() {
        StandInActivity push = fixture.begin("environment.push").start();
        RecordingWaitListener listener = fixture.await(push);
        await().until(() -> !listener.found.isEmpty());

        check();
        push.log("Building");
        pass(LOG_PAUSE, () -> listener.log().contains("Building"));
        check();

        push.complete(Result.SUCCESS);
        outcome(listener);
        assertThat(listener.progress).isEmpty();
    }

    /** Makes the poller look once after its listener, and returns when the next look is planned. */
    private void check() {
        timer.next().stream().filter(task -> task.delay().equals(CHECK)).forEach(task -> {
            task.future().cancel(false);
            task.work().run();
        });
        await().until(() -> timer.hasNext(CHECK, CHECK));
    }

    @Test
    void allThatTheAccountStartedIsWaitedForAndThenAskedForOnceMore() throws Exception {
        ActivityBookmark bookmark = fixture.bookmark();
        StandInActivity first = fixture.begin("environment.push").start();
        RecordingWaitListener listener = new RecordingWaitListener(fixture.token);
        fixture.await(WaitState.since(bookmark), listener);
        await().until(() -> listener.found.equals(List.of(first.id())));
        StandInActivity second = fixture.begin("environment.push").start();
        first.complete(Result.SUCCESS);
        pass(POLL_PAUSE, () -> listener.found.equals(List.of(first.id(), second.id())));
        assertThat(listener.isOver()).isFalse();
        second.complete(Result.SUCCESS);

        assertThat(outcome(listener).status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(listener.outcome().activities()).hasSize(2);
        assertThat(listener.endCalls).isOne();
    }

    @Test
    void whatHadEndedBeforeIsNotMetAndItsLogNotTold() throws Exception {
        ActivityBookmark bookmark = fixture.bookmark();
        StandInActivity push =
                fixture.begin("environment.push").log("E: broken\n").complete(Result.FAILURE);
        RecordingWaitListener listener = new RecordingWaitListener(fixture.token);
        fixture.await(WaitState.since(bookmark), listener);

        assertThat(outcome(listener).status()).isEqualTo(Outcome.Status.FAILURE);
        assertThat(listener.outcome().message()).contains(push.id()).endsWith("E: broken");
        assertThat(listener.log()).isEmpty();
        assertThat(listener.found).isEmpty();
    }

    @Test
    void aListThatCannotBeReadIsAskedForLaterAndThatIsSaidOnce() throws Exception {
        ActivityBookmark bookmark = fixture.bookmark();
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(503).times(4));
        RecordingWaitListener listener = fixture.await(WaitState.since(bookmark));

        assertThat(outcome(listener).status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(fixture.requests(Endpoint.ACTIVITIES)).isEqualTo(6); // including that of the bookmark
        assertThat(listener.messages)
                .singleElement()
                .asString()
                .startsWith("The activities cannot be read for the time being, and Jenkins goes on trying. Could not"
                        + " list");
    }

    @Test
    void aRefusalOfTheListEndsTheWait() throws Exception {
        ActivityBookmark bookmark = fixture.bookmark();
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.refusal(403));

        assertThat(failure(fixture.await(WaitState.since(bookmark)))).hasMessageStartingWith("Could not list");
    }

    @Test
    void whatCouldNotBeFoundOutInTimeIsSaid() throws Exception {
        ActivityBookmark bookmark = fixture.bookmark();
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(503));
        RecordingWaitListener listener =
                fixture.await(WaitState.since(bookmark).until(Instant.now().minusSeconds(60)));
        pass(POLL_PAUSE, () -> !listener.messages.isEmpty());
        pass(Duration.ofSeconds(10), listener::isOver);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.TIMED_OUT);
        assertThat(listener.outcome().message())
                .startsWith(
                        "Jenkins could not find out in time whether this account has started anything in environment"
                                + " 'main'.\nCould not list");
    }

    @Test
    void withoutAnApiTokenThereIsNoWait() {
        RecordingWaitListener listener = new RecordingWaitListener(null);
        fixture.await(fixture.stateOf(fixture.begin("environment.push")), listener);
        assertThat(listener.failure()).hasMessage("There is no credential 'deploy-bot'");

        RecordingWaitListener broken = new RecordingWaitListener(null) {
            @Override
            public ApiToken token() {
                throw new IllegalStateException("broken");
            }
        };
        fixture.await(fixture.stateOf(fixture.begin("environment.push")), broken);
        assertThat(broken.failure()).hasMessageStartingWith("The API token could not be looked up: ");
    }

    @Test
    void nothingToWaitForIsTheEnd() {
        assertThat(fixture.await(fixture.stateOf()).outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
    }
}
