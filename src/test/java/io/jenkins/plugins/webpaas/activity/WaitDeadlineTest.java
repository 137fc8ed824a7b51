package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.support.WaitingTest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;

/** What is known when the time to wait is over, and what is not. */
class WaitDeadlineTest {
    private final PollerFixture polled = new PollerFixture();
    private final StandIn standIn = polled.standIn;

    @AfterEach
    void close() {
        polled.close();
    }

    private ActivityBookmark mark() throws Exception {
        return polled.api.activities().mark(StandIn.PROJECT, "main");
    }

    private static Instant in(int seconds) {
        return Instant.now().plusSeconds(seconds);
    }

    @WaitingTest
    void whatCouldNeverBeReadIsNoSuccess() throws Exception {
        ActivityBookmark mark = mark();
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(503));

        Outcome outcome = polled.await(WaitState.since(mark).until(in(6))).outcome();

        assertThat(outcome.ending()).isEqualTo(OutcomeStatus.TIMED_OUT);
        assertThat(outcome.activities()).isEmpty();
        assertThat(outcome.message())
                .startsWith("Whether this account has started anything in environment 'main' could not be found out in"
                        + " time.\nCould not list the activities of environment 'main'")
                .contains("answered 503");
    }

    @WaitingTest
    void aSuccessThatMayNotBeAllIsNoSuccess() throws Exception {
        RecordingWaitListener waiter = untilNothingCanBeListed(Result.SUCCESS);

        assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.TIMED_OUT);
        assertThat(waiter.outcome().activities())
                .extracting(ActivityResult::getResult)
                .containsExactly("success");
        assertThat(waiter.outcome().message())
                .startsWith("Whether this account has started anything else in environment 'main' could not be found")
                .contains("answered 503");
    }

    @WaitingTest
    void aFailureIsOneWhateverElseThereIs() throws Exception {
        RecordingWaitListener waiter = untilNothingCanBeListed(Result.FAILURE);

        assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(waiter.outcome().message()).contains(" ended with failure.", "anything else", "answered 503");
    }

    /** A push was waited for, and ended so. */
    private RecordingWaitListener untilNothingCanBeListed(Result result) throws Exception {
        ActivityBookmark mark = mark();
        StandInActivity push = polled.begin("environment.push").start().log("pushed\n");
        RecordingWaitListener waiter = polled.await(WaitState.since(mark).until(in(15)));
        await().until(() -> waiter.log().equals("pushed\n"));
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(503));
        push.complete(result);
        return waiter;
    }

    @WaitingTest
    void aLogThatIsNotOverYetSaysNothingOfWhatElseThereIs() throws Exception {
        ActivityBookmark mark = mark();
        StandInActivity push = polled.begin("environment.push").start().log("pushed\n");
        RecordingWaitListener waiter = polled.await(WaitState.since(mark).until(in(17)));
        await().until(() -> waiter.log().equals("pushed\n"));
        standIn.faults().add(Endpoint.LOG, Fault.status(503));
        push.complete(Result.SUCCESS);

        assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.TIMED_OUT);
        assertThat(waiter.outcome().message())
                .isEqualTo("Whether this account has started anything else in environment 'main' could not be found"
                        + " out in time.");
    }

    @WaitingTest
    void whyItIsNotKnownIsSaidToo() {
        StandInActivity push = polled.begin("environment.push").start();
        standIn.faults().add(Endpoint.ACTIVITY, Fault.status(503));

        Outcome outcome = polled.await(
                        WaitState.ofIds(StandIn.PROJECT, List.of(push.id())).until(in(6)))
                .outcome();

        assertThat(outcome.ending()).isEqualTo(OutcomeStatus.TIMED_OUT);
        assertThat(outcome.message())
                .startsWith(
                        "Activity " + push.id() + " could not be read in time.\nCould not read activity " + push.id())
                .contains("answered 503");
    }

    @WaitingTest
    void whatEndedWhileTheTimePassedIsASuccess() throws Exception {
        ActivityBookmark mark = mark();
        StandInActivity backup = polled.begin("environment.backup").complete(Result.SUCCESS);

        for (WaitState awaited :
                List.of(WaitState.ofIds(StandIn.PROJECT, List.of(backup.id())), WaitState.since(mark))) {
            Outcome outcome = polled.await(awaited.until(in(-60))).outcome();

            assertThat(outcome.ending()).isEqualTo(OutcomeStatus.SUCCESS);
            assertThat(outcome.activities()).extracting(ActivityResult::getId).containsExactly(backup.id());
        }
    }

    @WaitingTest
    void whatGoesOnAfterTheTimePassedWasLookedAt() {
        StandInActivity backup = polled.begin("environment.backup").start();

        Outcome outcome = polled.await(
                        WaitState.ofIds(StandIn.PROJECT, List.of(backup.id())).until(in(-60)))
                .outcome();

        assertThat(outcome.ending()).isEqualTo(OutcomeStatus.TIMED_OUT);
        assertThat(outcome.message())
                .isEqualTo("Activity " + backup.id() + " (environment.backup) has not ended in time: in_progress.");
    }

    @WaitingTest
    void whatMayGoOnIsWhatHasNotEnded() throws Exception {
        ActivityBookmark mark = mark();
        StandInActivity push = polled.begin("environment.push").start().log("pushed\n");
        RecordingWaitListener waiter = polled.await(WaitState.since(mark).until(in(6)));
        await().until(() -> waiter.log().equals("pushed\n"));
        push.complete(Result.SUCCESS);
        StandInActivity silent = polled.begin("environment.backup").start();

        Outcome outcome = waiter.outcome();

        assertThat(outcome.activities()).hasSize(2);
        assertThat(waiter.next.activities())
                .extracting(TrackedActivityState::id)
                .containsExactly(push.id());
        assertThat(waiter.next.after(outcome).activities())
                .extracting(TrackedActivityState::id)
                .containsExactly(silent.id());
        assertThat(WaitState.ofIds(StandIn.PROJECT, List.of("unseen"))
                        .after(outcome)
                        .activities())
                .extracting(TrackedActivityState::id)
                .containsExactly("unseen", silent.id());
    }

    @WaitingTest
    void anApiTokenThatIsNotThereInTimeIsATimeOut() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        RecordingWaitListener waiter = new RecordingWaitListener(polled.token) {
            @Override
            public ApiToken token() {
                await().until(() -> release.getCount() == 0);
                return token;
            }
        };
        StandInActivity push = polled.begin("environment.push").complete(Result.SUCCESS);
        polled.await(WaitState.ofIds(StandIn.PROJECT, List.of(push.id())).until(in(-60)), waiter);

        assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.TIMED_OUT);
        assertThat(waiter.outcome().message()).isEqualTo("Activity " + push.id() + " could not be read in time.");
        release.countDown();
    }
}
