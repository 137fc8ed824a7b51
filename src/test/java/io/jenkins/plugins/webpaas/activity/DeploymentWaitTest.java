package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInProject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Waits for the deployment of a commit, whoever starts it, step by step with a timer that the test advances. */
class DeploymentWaitTest extends SteppedPollerFixture {
    private static final String COMMIT = "3f2a9c1".repeat(5) + "3f2a9";
    private static final String OTHER = "0a1b2c3".repeat(5) + "0a1b2";
    private static final String YET = "Environment 'pr-12' has not yet deployed commit 3f2a9c1: ";

    private final StandInProject project = standIn.world().project(StandIn.PROJECT);

    private StandInActivity push(String commit) {
        return standIn.world().integrate(project, "pr-12", commit);
    }

    private RecordingWaitListener await(String commit) {
        return fixture.await(state(commit));
    }

    private static WaitState state(String commit) {
        return WaitState.ofDeployment(StandIn.PROJECT, "pr-12", commit, null);
    }

    @Test
    void aDeploymentIsAwaitedFromBeforeItBegins() {
        RecordingWaitListener listener = await(COMMIT);
        pass(POLL_PAUSE, () -> listener.messages.contains(YET + "it does not exist yet."));
        StandInActivity push = push(COMMIT).start().log("Building\n");
        pass(POLL_PAUSE, () -> listener.log().equals("Building\n"));
        push.log("Deployed\n").complete(Result.SUCCESS);

        assertThat(outcome(listener).status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(listener.outcome().message()).isEmpty();
        assertThat(listener.outcome().activities()).extracting(Activity::id).containsExactly(push.id());
        assertThat(listener.found).containsExactly(push.id());
        assertThat(listener.log()).isEqualTo("Building\nDeployed\n");
        assertThat(listener.messages).hasSize(1);
        pass(POLL_PAUSE, () -> timer.next().isEmpty());
    }

    /** Another commit fails, is followed, and does not count. */
    @Test
    void onlyTheCommitThatIsAskedForCounts() {
        StandInActivity first = push(OTHER).start();
        RecordingWaitListener listener = await("3f2a9c1");
        pass(POLL_PAUSE, () -> listener.found.contains(first.id()));
        first.log("E: broken\n").complete(Result.FAILURE);
        pass(POLL_PAUSE, () -> listener.messages.contains(YET + "it is at another commit, 0a1b2c3."));
        StandInActivity second = push(COMMIT).start();
        pass(POLL_PAUSE, () -> listener.found.contains(second.id()));
        second.complete(Result.SUCCESS);

        assertThat(outcome(listener).status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(listener.outcome().message()).isEmpty();
        assertThat(listener.outcome().activities()).hasSize(2);
    }

    @Test
    void aDeploymentThatFailsIsAFailureWithTheEndOfItsLog() {
        StandInActivity push = push(COMMIT).start();
        RecordingWaitListener listener = await(COMMIT);
        pass(POLL_PAUSE, () -> listener.found.contains(push.id()));
        push.log("E: no space\n").complete(Result.FAILURE);

        assertThat(outcome(listener).status()).isEqualTo(Outcome.Status.FAILURE);
        assertThat(listener.outcome().message())
                .isEqualTo("Environment 'pr-12' has not deployed commit 3f2a9c1: its last deployment, activity "
                        + push.id() + ", failed.\n" + PollerFixture.name(push)
                        + " ended with failure. The end of its log:\nE: no space");
        assertThat(listener.log()).isEqualTo("E: no space\n");
    }

    @Test
    void whatHadFailedBeforeIsToldAndItsLogNotPrinted() {
        StandInActivity push = push(COMMIT).log("E: no space\n").failBuild();
        RecordingWaitListener listener = await(COMMIT);

        assertThat(outcome(listener).status()).isEqualTo(Outcome.Status.FAILURE);
        assertThat(listener.outcome().message()).contains(push.id()).endsWith("E: no space");
        assertThat(listener.log()).isEmpty();
        assertThat(listener.found).isEmpty();
    }

    @Test
    void theLogOfTheBuildsOwnDeploymentIsPrintedEvenIfItHasEnded() {
        ActivityBookmark before = ActivityBookmark.beforeAll(StandIn.PROJECT, "pr-12");
        StandInActivity push = push(COMMIT).log("Deployed\n").complete(Result.SUCCESS);
        RecordingWaitListener listener =
                fixture.await(WaitState.ofDeployment(StandIn.PROJECT, "pr-12", COMMIT, before));

        assertThat(outcome(listener).status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(listener.log()).isEqualTo("Deployed\n");
        assertThat(listener.found).containsExactly(push.id());
    }

    @Test
    void aHookThatFailsIsUnstable() {
        StandInActivity push = push(COMMIT).start();
        RecordingWaitListener listener = await(COMMIT);
        pass(POLL_PAUSE, () -> listener.found.contains(push.id()));
        push.command("app", "deploy", 1).complete(Result.SUCCESS);

        assertThat(outcome(listener).status()).isEqualTo(Outcome.Status.UNSTABLE);
        assertThat(listener.outcome().message())
                .startsWith(
                        "Environment 'pr-12' has deployed commit 3f2a9c1: a command in its last deployment failed.");
    }

    /** The commit may be there before its activity is. */
    @Test
    void whatWasDeployedBeforeIsLookedAtTwice() {
        push(COMMIT).complete(Result.SUCCESS);
        RecordingWaitListener listener = new RecordingWaitListener(fixture.token);
        standIn.requests().clear();
        fixture.await(state(COMMIT), listener);
        Awaitility.await().until(() -> fixture.requests(Endpoint.ENVIRONMENT) == 2);
        assertThat(listener.isOver()).isFalse();
        pass(POLL_PAUSE, () -> fixture.requests(Endpoint.ENVIRONMENT) > 2);

        assertThat(outcome(listener).status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(listener.log()).isEmpty();
    }

    @Test
    void aDeploymentThatIsSeenLateCounts() {
        push(OTHER).failBuild();
        project.environment("pr-12").status("active");
        RecordingWaitListener listener = new RecordingWaitListener(fixture.token);
        fixture.await(state(OTHER), listener);
        Awaitility.await().until(() -> fixture.requests(Endpoint.ENVIRONMENT) == 2);
        StandInActivity push = push(OTHER).start();
        pass(POLL_PAUSE, () -> listener.found.contains(push.id()));
        push.complete(Result.SUCCESS);

        assertThat(outcome(listener).status()).isEqualTo(Outcome.Status.SUCCESS);
    }

    @Test
    void atTheDeadlineItIsSaidHowFarItCame() {
        push(OTHER).complete(Result.SUCCESS);
        RecordingWaitListener listener =
                fixture.await(state(COMMIT).until(Instant.now().plusSeconds(1000)));
        pass(POLL_PAUSE, () -> !listener.messages.isEmpty());
        pass(Duration.ofSeconds(1000), listener::isOver);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.TIMED_OUT);
        assertThat(listener.outcome().message())
                .isEqualTo("Environment 'pr-12' has not deployed commit 3f2a9c1 in time: it is at another commit,"
                        + " 0a1b2c3.");
    }

    @Test
    void atTheDeadlineOfARunningDeploymentItsActivityIsNamed() {
        StandInActivity push = push(COMMIT).start();
        RecordingWaitListener listener =
                fixture.await(state(COMMIT).until(Instant.now().plusSeconds(1000)));
        pass(POLL_PAUSE, () -> listener.found.contains(push.id()));
        pass(Duration.ofSeconds(1000), listener::isOver);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.TIMED_OUT);
        assertThat(listener.outcome().message())
                .isEqualTo("Environment 'pr-12' has not deployed commit 3f2a9c1 in time: an activity is pending or"
                        + " running there.\n" + PollerFixture.name(push) + " has not ended in time: in_progress.");
    }

    @Test
    void whatCouldNeverBeReadIsUnknown() {
        standIn.faults().add(Endpoint.ENVIRONMENT, Fault.status(503));
        RecordingWaitListener listener =
                fixture.await(state(COMMIT).until(Instant.now().plusSeconds(1000)));
        pass(POLL_PAUSE, () -> !listener.messages.isEmpty());
        pass(Duration.ofSeconds(1000), listener::isOver);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.TIMED_OUT);
        assertThat(listener.outcome().message())
                .startsWith(
                        "Jenkins could not find out in time whether environment 'pr-12' has deployed commit 3f2a9c1.\n"
                                + "Could not read environment 'pr-12'");
    }

    @Test
    void aRefusalEndsTheWait() {
        standIn.faults().add(Endpoint.ENVIRONMENT, Fault.refusal(403));

        assertThat(failure(await(COMMIT))).hasMessageStartingWith("Could not read environment 'pr-12'");
    }

    @Test
    void anEnvironmentThatIsDeletedMeanwhileDoesNotExistAndARefusalEndsTheWait() {
        push(OTHER).start();
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.refusal(404));
        RecordingWaitListener listener = await(COMMIT);
        pass(POLL_PAUSE, () -> listener.messages.contains(YET + "it does not exist yet."));
        standIn.faults().clear();
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.refusal(403));

        assertThat(failure(listener)).hasMessageStartingWith("Could not list");
    }

    @Test
    void allUnderWayAreFollowedAndOnlyTheOpenOnesSaidAtTheDeadline() {
        StandInActivity first = push(OTHER).start();
        StandInActivity second = push(COMMIT).start();
        RecordingWaitListener listener =
                fixture.await(state(COMMIT).until(Instant.now().plusSeconds(1000)));
        pass(POLL_PAUSE, () -> listener.found.equals(List.of(first.id(), second.id())));
        first.complete(Result.FAILURE);
        standIn.requests().clear();
        pass(POLL_PAUSE, () -> fixture.requests(Endpoint.ACTIVITY) > 1);
        pass(Duration.ofSeconds(1000), listener::isOver);

        assertThat(listener.outcome().message()).contains(second.id()).doesNotContain(first.id());
    }

    @Test
    void afterARestartTheLogGoesOn() {
        push(OTHER).log("earlier\n").failBuild();
        StandInActivity push = push(COMMIT).start().log("one\n");
        RecordingWaitListener before = new RecordingWaitListener(fixture.token);
        ActiveWait wait = fixture.await(state(COMMIT), before);
        pass(POLL_PAUSE, () -> before.log().equals("one\n"));
        wait.stop();
        push.log("two\n").complete(Result.SUCCESS);
        RecordingWaitListener after = fixture.await(before.next);

        assertThat(outcome(after).status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(after.log()).isEqualTo("two\n");
        assertThat(before.next.commit()).isEqualTo(COMMIT);
        assertThat(before.next.environment()).isEqualTo("pr-12");
    }

    /** A log that had ended before the wait is hidden, also from the wait that goes on after a restart. */
    @Test
    void aHiddenLogStaysHidden() {
        push(OTHER).log("earlier\n").failBuild();
        RecordingWaitListener before = new RecordingWaitListener(fixture.token);
        ActiveWait wait = fixture.await(state(COMMIT), before);
        pass(POLL_PAUSE, () -> !before.messages.isEmpty());
        StandInActivity push = push(COMMIT).start().log("one\n");
        pass(POLL_PAUSE, () -> before.log().equals("one\n"));
        wait.stop();
        assertThat(before.next.activities())
                .singleElement()
                .extracting(WaitState.ActivityState::id)
                .isEqualTo(push.id());
        RecordingWaitListener after = fixture.await(before.next);
        push.complete(Result.SUCCESS);

        assertThat(outcome(after).status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(after.log()).isEmpty();
    }

    @Test
    void allThatTheAccountStartsInTheProjectIsAwaited() throws Exception {
        StandInActivity push = fixture.begin("environment.push").start();
        WaitState since = WaitState.since(fixture.api.activities().mark(StandIn.PROJECT, null));
        StandInActivity there = standIn.world()
                .begin("environment.backup", project.environment("feature/x"), fixture.bot)
                .start();
        standIn.world().begin("environment.push", fixture.main, standIn.world().add(new Account("x", "X", "Y")));
        RecordingWaitListener listener = fixture.await(since);
        pass(POLL_PAUSE, () -> listener.found.size() == 2);
        push.complete(Result.SUCCESS);
        there.complete(Result.SUCCESS);

        assertThat(outcome(listener).activities()).extracting(Activity::id).containsExactly(push.id(), there.id());
    }

    @Test
    void aWaitThatFindsNothingSaysSo() throws Exception {
        RecordingWaitListener listener =
                fixture.await(WaitState.since(fixture.api.activities().mark(StandIn.PROJECT, null)));

        assertThat(outcome(listener).status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(listener.outcome().message())
                .isEqualTo("There was nothing to wait for: this account has started nothing in project"
                        + " 'abcdefghij234'.");
    }
}
