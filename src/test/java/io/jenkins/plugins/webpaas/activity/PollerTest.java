package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.ServerClock;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInData;
import io.jenkins.plugins.webpaas.support.WaitingTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The logs and ends of activities reach their listeners. */
class PollerTest {
    @RegisterExtension
    private final PollerFixture fixture = new PollerFixture();

    private final StandIn standIn = fixture.standIn;

    @WaitingTest
    void tellsTheLogAndTheEnd() {
        StandInActivity push = fixture.begin("environment.push").start().log("one\n");
        RecordingWaitListener listener = fixture.await(push);
        await().until(() -> listener.log().equals("one\n"));
        push.log("two\n").complete(Result.SUCCESS);

        Outcome outcome = listener.outcome();

        assertThat(outcome.status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(outcome.message()).isEmpty();
        assertThat(listener.log()).isEqualTo("one\ntwo\n");
        assertThat(outcome.service()).isEqualTo(fixture.token.service());
        Activity result = outcome.activities().get(0);
        assertThat(result.id()).isEqualTo(push.id());
        assertThat(result.state()).isEqualTo("complete");
        assertThat(result.result()).isEqualTo("success");
        assertThat(result.completedAt()).isAfterOrEqualTo(result.startedAt());
    }

    @WaitingTest
    void aSourceOperationIsFollowedWhileItRuns() throws Exception {
        standIn.world().play(Script.success(Duration.ofSeconds(3), "fetch\n", "commit\n", "push\n"));
        var started = new Operation.SourceOperation("update", Map.of())
                .start(fixture.api.operations(), fixture.api.environment(StandIn.PROJECT, "main"));

        RecordingWaitListener listener = fixture.await(WaitState.of(StandIn.PROJECT, started));

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(listener.log()).isEqualTo("fetch\ncommit\npush\n");
        assertThat(listener.endCalls).isOne();
    }

    @WaitingTest
    void hasNoThreadAndMakesNoRequestWhenNobodyWaits() {
        StandInActivity push = fixture.begin("environment.push").complete(Result.SUCCESS);
        fixture.await(push).outcome();
        int before = standIn.requests().all().size();

        await().during(Duration.ofSeconds(2))
                .until(() -> standIn.requests().all().size() == before);
    }

    @WaitingTest
    void aWaiterThatStopsHearsNothingMore() {
        StandInActivity push = fixture.begin("environment.push").start();
        RecordingWaitListener listener = new RecordingWaitListener(fixture.token);
        ActiveWait wait = fixture.await(fixture.stateOf(push), listener);
        await().until(() -> fixture.requests(Endpoint.LOG) > 0);
        wait.stop();
        push.log("one\n").complete(Result.SUCCESS);

        await().during(Duration.ofSeconds(2)).until(() -> !listener.isOver());
        assertThat(listener.log()).isEmpty();
    }

    @WaitingTest
    void theOutcomeOfSeveralIsThatOfTheWorst() {
        StandInActivity good = fixture.begin("environment.push").complete(Result.SUCCESS);
        StandInActivity withFailedCommand =
                fixture.begin("environment.push").command("app", "deploy", 1).complete(Result.SUCCESS);
        StandInActivity bad = fixture.begin("environment.backup")
                .log("\u001B[31mE: no space left\u001B[0m\n")
                .complete(Result.FAILURE);
        StandInActivity unknown = fixture.begin("environment.backup").complete(null);
        StandInActivity cancelled = fixture.begin("environment.push").cancel();
        StandInActivity staged = fixture.begin("environment.push").stage();

        assertThat(fixture.await(good, withFailedCommand).outcome().status()).isEqualTo(Outcome.Status.UNSTABLE);
        assertThat(fixture.await(staged, good).outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
        Outcome all = fixture.await(good, withFailedCommand, bad, unknown, cancelled, staged)
                .outcome();

        assertThat(all.status()).isEqualTo(Outcome.Status.FAILURE);
        assertThat(all.activities()).hasSize(6);
        assertThat(all.message().lines())
                .containsExactly(
                        PollerFixture.name(withFailedCommand) + " succeeded, but a command in it failed.",
                        PollerFixture.name(bad) + " ended with failure. The end of its log:",
                        "E: no space left",
                        PollerFixture.name(unknown) + " ended, and its result is not known.",
                        PollerFixture.name(cancelled) + " was cancelled.",
                        PollerFixture.name(staged)
                                + " is staged: the service holds it until somebody deploys the environment.");
    }

    @WaitingTest
    void integrationsAreNotWaitedFor() throws Exception {
        standIn.world().listed(StandInData.Listed.WITH_INTEGRATION);
        var started = new Operation.Backup(false)
                .start(fixture.api.operations(), fixture.api.environment(StandIn.PROJECT, "main"));
        assertThat(started).hasSize(2);
        RecordingWaitListener listener = fixture.await(WaitState.of(StandIn.PROJECT, started));
        standIn.world().project(StandIn.PROJECT).activity("environment.backup").complete(Result.SUCCESS);

        assertThat(listener.outcome().activities()).extracting(Activity::type).containsExactly("environment.backup");
    }

    @WaitingTest
    void nothingToWaitForIsTheEnd() {
        assertThat(fixture.await().outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
    }

    @WaitingTest
    void theDeadlineEndsTheWaitAndNotTheActivity() {
        StandInActivity push = fixture.begin("environment.push").start();
        RecordingWaitListener listener =
                fixture.await(fixture.stateOf(push).until(Instant.now().plusSeconds(6)));

        Outcome outcome = listener.outcome();

        assertThat(outcome.status()).isEqualTo(Outcome.Status.TIMED_OUT);
        assertThat(outcome.message()).isEqualTo(PollerFixture.name(push) + " has not ended in time: in_progress.");
        assertThat(push.isFinal()).isFalse();
    }

    @WaitingTest
    void goesOnAfterARestartWithoutALineTwice() {
        StandInActivity push =
                fixture.begin("environment.push").start().log("one\n").log("two\n");
        RecordingWaitListener before = new RecordingWaitListener(fixture.token);
        ActiveWait wait = fixture.await(fixture.stateOf(push), before);
        await().until(() -> before.log().equals("one\ntwo\n"));
        wait.stop();
        push.log("three\n").complete(Result.FAILURE);
        fixture.restart();

        RecordingWaitListener after = fixture.await(before.next);

        assertThat(after.outcome().message())
                .isEqualTo(PollerFixture.name(push) + " ended with failure. The end of its log:\none\ntwo\nthree");
        assertThat(after.log()).isEqualTo("three\n");
    }

    @WaitingTest
    void aClockThatIsSetBackHoldsUpNoEnd() {
        ServerClock clock = new ServerClock();
        fixture.poller = new Poller(fixture.client, fixture.timer, clock);
        StandInActivity push = fixture.begin("environment.push").start();
        push.log().withoutSeal();
        RecordingWaitListener listener = fixture.await(push);
        await().until(() -> fixture.requests(Endpoint.LOG) > 0);
        push.log("pushed\n").complete(Result.SUCCESS);
        await().until(() -> listener.log().equals("pushed\n"));
        clock.skew(Duration.ofHours(-1));

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
    }

    @WaitingTest
    void theStatesOfManyAreOneRequest() {
        List<StandInActivity> pushes = IntStream.range(0, 50)
                .mapToObj(i -> fixture.begin("environment.push").start())
                .toList();
        List<RecordingWaitListener> listeners =
                pushes.stream().map(fixture::await).toList();
        await().until(() -> fixture.requests(Endpoint.ACTIVITIES) > 3);
        pushes.forEach(push -> push.complete(Result.SUCCESS));

        listeners.forEach(listener -> assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.SUCCESS));
        assertThat(fixture.requests(Endpoint.ACTIVITY)).isBetween(1, 110);
    }

    @WaitingTest
    void aServiceThatRefusesListsIsAskedForEach() {
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(403));
        StandInActivity[] pushes = Stream.generate(() -> fixture.begin("environment.push"))
                .limit(3)
                .toArray(StandInActivity[]::new);
        RecordingWaitListener listener = fixture.await(pushes);
        await().until(() -> fixture.requests(Endpoint.ACTIVITIES) > 1);
        Stream.of(pushes).forEach(push -> push.complete(Result.SUCCESS));

        assertThat(listener.outcome().activities()).hasSize(3);
    }
}
