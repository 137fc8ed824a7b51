package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Request;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInData;
import io.jenkins.plugins.webpaas.support.StandInService;
import io.jenkins.plugins.webpaas.support.WaitingTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

class PollerTest {
    private final PollerFixture polled = new PollerFixture();
    private final StandIn standIn = polled.standIn;

    @AfterEach
    void close() {
        polled.close();
    }

    private int requests(Endpoint endpoint) {
        return standIn.requests().count(endpoint);
    }

    /** How often it was asked for states, of one activity or of many. */
    private int looks() {
        return requests(Endpoint.ACTIVITY) + requests(Endpoint.ACTIVITIES);
    }

    @WaitingTest
    void tellsTheLogAndTheEnd() {
        StandInActivity push = polled.begin("environment.push").start().log("one\n");
        RecordingWaitListener waiter = polled.await(push);
        await().until(() -> waiter.log().equals("one\n"));
        push.log("two\n").complete(Result.SUCCESS);

        Outcome outcome = waiter.outcome();

        assertThat(outcome.ending()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(outcome.message()).isEmpty();
        assertThat(waiter.log()).isEqualTo("one\ntwo\n");
        ActivityResult result = outcome.activities().get(0);
        assertThat(result.getId()).isEqualTo(push.id());
        assertThat(result.getState()).isEqualTo("complete");
        assertThat(result.getResult()).isEqualTo("success");
        assertThat(result.getDuration()).isNotNegative();
        assertThat(result.getUrl())
                .isEqualTo(standIn.apiUrl() + "/api/projects/" + StandIn.PROJECT + "/activities/" + push.id());
    }

    @WaitingTest
    void hasNoThreadAndMakesNoRequestWhenNobodyWaits() {
        StandInActivity push = polled.begin("environment.push").complete(Result.SUCCESS);
        polled.await(push).outcome();
        int before = standIn.requests().all().size();

        await().during(Duration.ofSeconds(2))
                .until(() -> standIn.requests().all().size() == before);
    }

    @WaitingTest
    void aWaiterThatStopsHearsNothingMore() {
        StandInActivity push = polled.begin("environment.push").start();
        RecordingWaitListener waiter = new RecordingWaitListener(polled.token);
        WaitHandle waiting = polled.await(WaitState.ofIds(StandIn.PROJECT, List.of(push.id())), waiter);
        await().until(() -> requests(Endpoint.LOG) > 0);
        waiting.stop();
        push.log("one\n").complete(Result.SUCCESS);

        await().during(Duration.ofSeconds(2)).until(() -> !waiter.isOver());
        assertThat(waiter.log()).isEmpty();
    }

    @WaitingTest
    void theOutcomeOfSeveralIsThatOfTheWorst() {
        StandInActivity good = polled.begin("environment.push").complete(Result.SUCCESS);
        StandInActivity odd =
                polled.begin("environment.push").command("app", "deploy", 1).complete(Result.SUCCESS);
        StandInActivity bad = polled.begin("environment.backup")
                .log("\u001B[31mE: no space left\u001B[0m\n")
                .complete(Result.FAILURE);
        StandInActivity unknown = polled.begin("environment.backup").complete(null);
        StandInActivity cancelled = polled.begin("environment.push").cancel();
        StandInActivity staged = polled.begin("environment.push").stage();

        assertThat(polled.await(good, odd).outcome().ending()).isEqualTo(OutcomeStatus.UNSTABLE);
        assertThat(polled.await(staged, good).outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
        Outcome all = polled.await(good, odd, bad, unknown, cancelled, staged).outcome();

        assertThat(all.ending()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(all.activities()).hasSize(6);
        assertThat(all.message().lines())
                .containsExactly(
                        name(odd) + " succeeded, but a command in it failed.",
                        name(bad) + " ended with failure. The end of its log:",
                        "E: no space left",
                        name(unknown) + " ended, and its result is not known.",
                        name(cancelled) + " was cancelled.",
                        name(staged) + " is staged: it is held until somebody deploys the environment.");
    }

    private static String name(StandInActivity activity) {
        return "Activity " + activity.id() + " (" + activity.type() + ")";
    }

    @WaitingTest
    void integrationsAreNotWaitedFor() throws Exception {
        standIn.world().listed(StandInData.Listed.WITH_INTEGRATION);
        var started = polled.api.operations().backup(polled.api.environment(StandIn.PROJECT, "main"), false);
        assertThat(started).hasSize(2);
        RecordingWaitListener waiter = polled.await(WaitState.of(StandIn.PROJECT, started));
        standIn.world().project(StandIn.PROJECT).activity("environment.backup").complete(Result.SUCCESS);

        assertThat(waiter.outcome().activities())
                .extracting(ActivityResult::getType)
                .containsExactly("environment.backup");
    }

    @WaitingTest
    void nothingToWaitForIsTheEnd() {
        assertThat(polled.await().outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
    }

    @WaitingTest
    void troubleThatLastsIsSaidOnceAndEndsNothing() {
        StandInActivity push = polled.begin("environment.push").start();
        standIn.faults().add(Endpoint.ACTIVITY, Fault.status(500).times(4));
        RecordingWaitListener waiter = polled.await(push);
        await().until(() -> requests(Endpoint.ACTIVITY) > 5);
        push.complete(Result.SUCCESS);

        assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(waiter.said)
                .singleElement()
                .asString()
                .startsWith("The activities cannot be read for the time being, and Jenkins goes on trying. Could not"
                        + " read activity " + push.id());
    }

    @WaitingTest
    void theServiceIsAskedNoEarlierThanItAsksFor() {
        standIn.faults()
                .add(
                        Endpoint.ACTIVITY,
                        Fault.status(429).header("Retry-After", "3").times(1));
        polled.await(polled.begin("environment.push"));
        await().until(() -> requests(Endpoint.ACTIVITY) > 1);

        List<Request> asked = standIn.requests().of(Endpoint.ACTIVITY);
        assertThat(Duration.between(asked.get(0).time(), asked.get(1).time())).isGreaterThan(Duration.ofMillis(2900));
        assertThat(standIn.requests().all().stream()
                        .map(Request::endpoint)
                        .filter(endpoint -> endpoint == Endpoint.ACTIVITY || endpoint == Endpoint.LOG)
                        .limit(2))
                .as("no log meanwhile")
                .containsExactly(Endpoint.ACTIVITY, Endpoint.ACTIVITY);
    }

    @WaitingTest
    void aLogThatIsRefusedForAWhileHoldsUpItsStatesToo() {
        StandInActivity push = polled.begin("environment.push").start();
        standIn.faults()
                .add(Endpoint.LOG, Fault.status(429).header("Retry-After", "3").times(1));
        polled.await(push);
        await().until(() -> requests(Endpoint.LOG) > 0);
        Instant refused = standIn.requests().of(Endpoint.LOG).get(0).time();
        Instant again = refused.plusMillis(2900);
        await().until(() -> statesAfter(again) > 0);

        assertThat(statesAfter(refused) - statesAfter(again))
                .as("asked for meanwhile")
                .isLessThanOrEqualTo(1);
    }

    private long statesAfter(Instant time) {
        return standIn.requests().of(Endpoint.ACTIVITY).stream()
                .filter(request -> request.time().isAfter(time))
                .count();
    }

    @WaitingTest
    void aLogThatBrokeOffAndCannotBeReadIsLookedAtInPeace() {
        StandInActivity push =
                polled.begin("environment.push").start().log("one\n").log("two\n");
        push.log().dropAfter(1);
        standIn.faults()
                .add(Endpoint.LOG, Fault.latency(Duration.ZERO).times(1))
                .add(Endpoint.LOG, Fault.status(500));
        RecordingWaitListener waiter = polled.await(push);
        await().until(() -> waiter.log().equals("one\n"));

        await().during(Duration.ofSeconds(2)).until(() -> requests(Endpoint.LOG) < 6);
    }

    @WaitingTest
    void aLogThatIsToBeAskedForMuchLaterHoldsUpNoEnd() {
        StandInActivity push = polled.begin("environment.push").start();
        standIn.faults().add(Endpoint.LOG, Fault.status(429).header("Retry-After", "600"));
        push.complete(Result.SUCCESS);

        RecordingWaitListener waiter = polled.await(push);
        assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(requests(Endpoint.LOG)).isOne();
        assertThat(waiter.said)
                .singleElement(STRING)
                .startsWith("The end of the log of activity " + push.id() + " could not be read.");
    }

    @WaitingTest
    void aRefusalEndsTheWait() {
        standIn.faults().add(Endpoint.ACTIVITY, Fault.refusal(403));
        StandInActivity push = polled.begin("environment.push");

        assertThat(polled.await(push).failure())
                .hasMessageStartingWith("Could not read activity " + push.id())
                .hasMessageContaining("answered 403");
    }

    @WaitingTest
    void anActivityThatIsGoneIsToldFromOneThatNeverWas() {
        StandInActivity backup = polled.begin("environment.backup").start();
        RecordingWaitListener waiter = polled.await(backup);
        await().until(() -> requests(Endpoint.LOG) > 0);
        standIn.world().project(StandIn.PROJECT).forget(backup);

        assertThat(waiter.failure()).hasMessageStartingWith("Activity " + backup.id() + " is there no more");
        assertThat(polled.await(WaitState.ofIds(StandIn.PROJECT, List.of("nosuch")))
                        .failure())
                .hasMessageStartingWith("Could not read activity nosuch of project 'abcdefghij234'")
                .hasMessageContaining("Check the ids");
    }

    @WaitingTest
    void oneThatIsGoneIsNoneOfTheOthersBusiness() {
        List<StandInActivity> pushes = IntStream.range(0, 3)
                .mapToObj(i -> polled.begin("environment.push").start())
                .toList();
        List<RecordingWaitListener> waiters = pushes.stream().map(polled::await).toList();
        await().until(() -> requests(Endpoint.ACTIVITIES) > 0);
        standIn.world().project(StandIn.PROJECT).forget(pushes.get(1));

        assertThat(waiters.get(1).failure()).hasMessageContaining("is there no more");
        pushes.forEach(push -> push.complete(Result.SUCCESS));
        assertThat(waiters.get(0).outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(waiters.get(2).outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
    }

    @WaitingTest
    void aRevokedApiTokenEndsTheWait() {
        StandInActivity push = polled.begin("environment.push").start();
        RecordingWaitListener waiter = polled.await(push);
        await().until(() -> requests(Endpoint.LOG) > 0);
        polled.bot.deleteApiTokens();
        standIn.clock().advance(Duration.ofHours(1));

        assertThat(waiter.failure()).hasMessageContaining("refused the API token");
    }

    @WaitingTest
    void anApiTokenThatWasReplacedIsTakenUp() {
        StandInActivity push = polled.begin("environment.push").start().log("one\n");
        RecordingWaitListener waiter = polled.await(push);
        await().until(() -> waiter.log().equals("one\n"));
        polled.bot.deleteApiTokens();
        polled.bot.addApiToken("another-token");
        waiter.token = new ApiToken(polled.token.service(), "another-token");
        standIn.clock().advance(Duration.ofHours(1));
        await().until(() -> standIn.requests().of(Endpoint.TOKEN).stream()
                .anyMatch(request -> request.body().contains("another-token")));
        push.log("two\n").complete(Result.SUCCESS);

        assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(waiter.log()).isEqualTo("one\ntwo\n");
    }

    @WaitingTest
    void withoutAnApiTokenThereIsNoWait() {
        RecordingWaitListener waiter = new RecordingWaitListener(null);
        polled.await(
                WaitState.ofIds(
                        StandIn.PROJECT,
                        List.of(polled.begin("environment.push").id())),
                waiter);

        assertThat(waiter.failure()).hasMessage("There is no credential 'deploy-bot'");
    }

    @WaitingTest
    void anAccessTokenThatExpiresIsReplaced() {
        StandInActivity push = polled.begin("environment.push").start().log("one\n");
        RecordingWaitListener waiter = polled.await(push);
        await().until(() -> waiter.log().equals("one\n"));
        standIn.clock().advance(Duration.ofHours(1));
        push.log("two\n").complete(Result.SUCCESS);

        assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(waiter.log()).isEqualTo("one\ntwo\n");
        assertThat(requests(Endpoint.TOKEN)).isEqualTo(2);
    }

    @WaitingTest
    void theDeadlineEndsTheWaitAndNotTheActivity() {
        StandInActivity push = polled.begin("environment.push").start();
        RecordingWaitListener waiter = polled.await(WaitState.ofIds(StandIn.PROJECT, List.of(push.id()))
                .until(Instant.now().plusSeconds(6)));

        Outcome outcome = waiter.outcome();

        assertThat(outcome.ending()).isEqualTo(OutcomeStatus.TIMED_OUT);
        assertThat(outcome.message()).isEqualTo(name(push) + " has not ended in time: in_progress.");
        assertThat(push.isFinal()).isFalse();
    }

    @WaitingTest
    void goesOnAfterARestartWithoutALineTwice() {
        StandInActivity push =
                polled.begin("environment.push").start().log("one\n").log("two\n");
        RecordingWaitListener before = new RecordingWaitListener(polled.token);
        WaitHandle waiting = polled.await(WaitState.ofIds(StandIn.PROJECT, List.of(push.id())), before);
        await().until(() -> before.log().equals("one\ntwo\n"));
        waiting.stop();
        push.log("three\n").complete(Result.FAILURE);
        polled.restart();

        RecordingWaitListener after = polled.await(before.next);

        assertThat(after.outcome().message())
                .isEqualTo(name(push) + " ended with failure. The end of its log:\none\ntwo\nthree");
        assertThat(after.log()).isEqualTo("three\n");
    }

    @WaitingTest
    void allThatThisAccountStartedSinceAMarkIsWaitedFor() throws Exception {
        polled.begin("environment.push").start();
        ActivityBookmark mark = polled.api.activities().mark(StandIn.PROJECT, "main");
        StandInActivity done = polled.begin("environment.backup").log("done\n").complete(Result.SUCCESS);
        StandInActivity push = polled.begin("environment.push").start().log("pushed\n");
        RecordingWaitListener waiter = polled.await(WaitState.since(mark));
        await().until(() -> waiter.log().equals("pushed\n"));
        StandInActivity consequence = polled.begin("environment.push").start();
        push.complete(Result.SUCCESS);
        await().until(() -> standIn.requests().of(Endpoint.LOG).stream()
                .anyMatch(request -> request.path().contains(consequence.id())));
        consequence.log("rolled out\n").complete(Result.FAILURE);

        Outcome outcome = waiter.outcome();

        assertThat(outcome.activities())
                .extracting(ActivityResult::getId)
                .containsExactly(done.id(), push.id(), consequence.id());
        assertThat(outcome.ending()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(waiter.log()).isEqualTo("pushed\nrolled out\n");
    }

    @WaitingTest
    void whatIsOverIsAskedForOnceMore() throws Exception {
        polled.begin("environment.push");
        ActivityBookmark mark = polled.api.activities().mark(StandIn.PROJECT, "main");
        for (int i = 0; i < 3; i++) {
            polled.begin("environment.push").log("done\n").complete(Result.SUCCESS);
        }
        standIn.requests().clear();

        RecordingWaitListener waiter = polled.await(WaitState.since(mark));

        assertThat(waiter.outcome().activities()).hasSize(3);
        assertThat(requests(Endpoint.ACTIVITIES)).isEqualTo(2);
        assertThat(requests(Endpoint.LOG)).isZero();
    }

    @WaitingTest
    void ofWhatHadFailedBeforeTheEndOfTheLogIsInTheMessageAlone() throws Exception {
        ActivityBookmark mark = polled.api.activities().mark(StandIn.PROJECT, "main");
        StandInActivity push =
                polled.begin("environment.push").log("E: no space\n").complete(Result.FAILURE);

        RecordingWaitListener waiter = polled.await(WaitState.since(mark));

        assertThat(waiter.outcome().message())
                .isEqualTo(name(push) + " ended with failure. The end of its log:\nE: no space");
        assertThat(waiter.log()).isEmpty();
    }

    @WaitingTest
    void aListThatCannotBeReadIsTriedAgain() throws Exception {
        ActivityBookmark mark = polled.api.activities().mark(StandIn.PROJECT, "main");
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(502).times(1));

        assertThat(polled.await(WaitState.since(mark)).outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.refusal(403));
        assertThat(polled.await(WaitState.since(mark)).failure()).hasMessageContaining("answered 403");
    }

    @WaitingTest
    void theStatesOfManyAreOneRequest() {
        List<StandInActivity> pushes = IntStream.range(0, 50)
                .mapToObj(i -> polled.begin("environment.push").start())
                .toList();
        List<RecordingWaitListener> waiters = pushes.stream().map(polled::await).toList();
        await().until(() -> requests(Endpoint.ACTIVITIES) > 3);
        pushes.forEach(push -> push.complete(Result.SUCCESS));

        waiters.forEach(waiter -> assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS));
        assertThat(requests(Endpoint.ACTIVITY)).isBetween(1, 110);
    }

    @WaitingTest
    void aServiceThatRefusesListsIsAskedForEach() {
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(403));
        StandInActivity[] pushes =
                Stream.generate(() -> polled.begin("environment.push")).limit(3).toArray(StandInActivity[]::new);
        RecordingWaitListener waiter = polled.await(pushes);
        await().until(() -> requests(Endpoint.ACTIVITIES) > 1);
        Stream.of(pushes).forEach(push -> push.complete(Result.SUCCESS));

        assertThat(waiter.outcome().activities()).hasSize(3);
    }

    @WaitingTest
    void logsThatStallHoldUpNobodysEnd() {
        standIn.faults().add(Endpoint.LOG, Fault.stalledBody());
        List<RecordingWaitListener> stalled = IntStream.range(0, 20)
                .mapToObj(i -> polled.await(polled.begin("environment.push").start()))
                .toList();
        await().until(() -> requests(Endpoint.LOG) >= 4);
        StandInActivity push = polled.begin("environment.push").start();
        RecordingWaitListener waiter = polled.await(push);
        int before = looks();
        await().until(() -> looks() > before + 3);
        push.complete(Result.SUCCESS);

        assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(stalled).noneMatch(RecordingWaitListener::isOver);
    }

    @WaitingTest
    void aServiceThatStallsHoldsUpItsOwnWaitersAlone() {
        Duration soon = StandInService.CALL.dividedBy(2);
        try (StandIn slow = StandIn.start()) {
            slow.faults().add(Endpoint.ACTIVITY, Fault.stalledBody());
            ApiToken token = new ApiToken(StandInService.of(slow), StandIn.API_TOKEN);
            for (int i = 0; i < 30; i++) {
                polled.await(WaitState.ofIds("project" + i, List.of("activity")), new RecordingWaitListener(token));
            }
            await().until(() -> slow.requests().count(Endpoint.ACTIVITY) >= 3);
            StandInActivity push = polled.begin("environment.push").start();
            RecordingWaitListener waiter = polled.await(push);
            await().atMost(soon).until(() -> requests(Endpoint.ACTIVITY) > 3);
            push.complete(Result.SUCCESS);

            await().atMost(soon).until(waiter::isOver);
        }
    }

    @WaitingTest
    void waitersThatTakeTheirTimeOverTheEndHoldUpNoRequestAndOthersMayBeStoppedMeanwhile() {
        StandInActivity push = polled.begin("environment.push").start().log("one\n");
        CountDownLatch release = new CountDownLatch(1);
        RecordingWaitListener stopped = new RecordingWaitListener(polled.token) {
            @Override
            public void told(io.jenkins.plugins.webpaas.api.Activity activity, String text, WaitState next) {
                super.told(activity, text, next);
                if (text.equals("two\n")) {
                    await().until(() -> release.getCount() == 0);
                }
            }
        };
        WaitHandle waiting = polled.await(WaitState.ofIds(StandIn.PROJECT, List.of(push.id())), stopped);
        await().until(() -> stopped.log().equals("one\n"));
        CountDownLatch busy = new CountDownLatch(2);
        for (int i = 0; i < 10; i++) {
            polled.await(WaitState.ofIds(StandIn.PROJECT, List.of()), new RecordingWaitListener(polled.token) {
                @Override
                public void ended(Outcome outcome) {
                    busy.countDown();
                    await().until(() -> release.getCount() == 0);
                }
            });
        }
        await().until(() -> busy.getCount() == 0);
        push.log("two\n").complete(Result.SUCCESS);

        await().until(() -> stopped.log().equals("one\ntwo\n"));
        waiting.stop();
        release.countDown();
        await().during(Duration.ofMillis(500)).until(() -> !stopped.isOver());
    }

    @WaitingTest
    void aWaiterThatThrowsIsNoneOfTheOthersBusiness() {
        List<String> warnings = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                warnings.add(entry.getThrown().getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(ActiveWait.class.getName());
        logger.addHandler(handler);
        StandInActivity push = polled.begin("environment.push").start().log("one\n");
        polled.await(WaitState.ofIds(StandIn.PROJECT, List.of(push.id())), new ThrowingWaiter());
        RecordingWaitListener waiter = polled.await(push);
        await().until(() -> waiter.log().equals("one\n") && !warnings.isEmpty());
        push.complete(Result.SUCCESS);

        assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
        await().untilAsserted(
                        () -> assertThat(warnings).containsExactly("The build log is closed", "The build is gone"));
        logger.removeHandler(handler);
    }

    private final class ThrowingWaiter implements WaitListener {
        @Override
        public ApiToken token() {
            return polled.token;
        }

        @Override
        public boolean isGone() {
            return false;
        }

        @Override
        public void told(io.jenkins.plugins.webpaas.api.Activity activity, String text, WaitState next) {
            throw new IllegalStateException("The build log is closed");
        }

        @Override
        public void say(String sentences) {}

        @Override
        public void ended(Outcome outcome) {
            throw new IllegalStateException("The build is gone");
        }

        @Override
        public void failed(IOException why) {}
    }

    @WaitingTest
    void aSourceOperationIsFollowedWhileItRuns() throws Exception {
        standIn.world().play(Script.success(Duration.ofSeconds(3), "fetch\n", "commit\n", "push\n"));
        var started = polled.api.operations().run(polled.api.environment(StandIn.PROJECT, "main"), "update", Map.of());

        RecordingWaitListener waiter = polled.await(WaitState.of(StandIn.PROJECT, started));

        assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(waiter.log()).isEqualTo("fetch\ncommit\npush\n");
        assertThat(waiter.lastWords).isOne();
    }
}
