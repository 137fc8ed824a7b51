package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.activity.WaitState.ActivityState;
import io.jenkins.plugins.webpaas.api.Activity;
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
import org.junit.jupiter.api.extension.RegisterExtension;

/** Outcomes at a deadline. */
class WaitDeadlineTest {
    @RegisterExtension
    private final PollerFixture fixture = new PollerFixture();

    private final StandIn standIn = fixture.standIn;

    private ActivityBookmark bookmark() throws Exception {
        return fixture.bookmark();
    }

    private static Instant in(int seconds) {
        return Instant.now().plusSeconds(seconds);
    }

    @WaitingTest
    void whatCouldNeverBeReadIsNoSuccess() throws Exception {
        ActivityBookmark bookmark = fixture.bookmark();
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(503));

        Outcome outcome = fixture.await(WaitState.since(bookmark).until(in(6))).outcome();

        assertThat(outcome.status()).isEqualTo(Outcome.Status.TIMED_OUT);
        assertThat(outcome.activities()).isEmpty();
        assertThat(outcome.message())
                .startsWith(
                        "Jenkins could not find out in time whether this account has started anything in environment"
                                + " 'main'.\nCould not list the activities of environment 'main'")
                .contains("answered 503");
    }

    @WaitingTest
    void aSuccessThatMayNotBeAllIsNoSuccess() throws Exception {
        RecordingWaitListener listener = untilNothingCanBeListed(Result.SUCCESS);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.TIMED_OUT);
        assertThat(listener.outcome().activities()).extracting(Activity::result).containsExactly("success");
        assertThat(listener.outcome().message())
                .startsWith(
                        "Jenkins could not find out in time whether this account has started anything else in environment")
                .contains("answered 503");
    }

    @WaitingTest
    void aFailureIsOneWhateverElseThereIs() throws Exception {
        RecordingWaitListener listener = untilNothingCanBeListed(Result.FAILURE);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.FAILURE);
        assertThat(listener.outcome().message()).contains(" ended with failure.", "anything else", "answered 503");
    }

    /** Waits for a push that ends with a result, after which no list can be read. */
    private RecordingWaitListener untilNothingCanBeListed(Result result) throws Exception {
        ActivityBookmark bookmark = fixture.bookmark();
        StandInActivity push = fixture.begin("environment.push").start().log("pushed\n");
        RecordingWaitListener listener = fixture.await(WaitState.since(bookmark).until(in(15)));
        await().until(() -> listener.log().equals("pushed\n"));
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(503));
        push.complete(result);
        return listener;
    }

    @WaitingTest
    void aLogThatIsNotOverYetSaysNothingOfWhatElseThereIs() throws Exception {
        ActivityBookmark bookmark = fixture.bookmark();
        StandInActivity push = fixture.begin("environment.push").start().log("pushed\n");
        RecordingWaitListener listener = fixture.await(WaitState.since(bookmark).until(in(17)));
        await().until(() -> listener.log().equals("pushed\n"));
        standIn.faults().add(Endpoint.LOG, Fault.status(503));
        push.complete(Result.SUCCESS);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.TIMED_OUT);
        assertThat(listener.outcome().message())
                .isEqualTo("Jenkins could not find out in time whether this account has started anything else in"
                        + " environment 'main'.");
    }

    @WaitingTest
    void whyItIsNotKnownIsSaidToo() {
        StandInActivity push = fixture.begin("environment.push").start();
        standIn.faults().add(Endpoint.ACTIVITY, Fault.status(503));

        Outcome outcome = fixture.await(fixture.stateOf(push).until(in(6))).outcome();

        assertThat(outcome.status()).isEqualTo(Outcome.Status.TIMED_OUT);
        assertThat(outcome.message())
                .startsWith(
                        "Activity " + push.id() + " could not be read in time.\nCould not read activity " + push.id())
                .contains("answered 503");
    }

    @WaitingTest
    void whatEndedWhileTheTimePassedIsASuccess() throws Exception {
        ActivityBookmark bookmark = fixture.bookmark();
        StandInActivity backup = fixture.begin("environment.backup").complete(Result.SUCCESS);

        for (WaitState awaited : List.of(fixture.stateOf(backup), WaitState.since(bookmark))) {
            Outcome outcome = fixture.await(awaited.until(in(-60))).outcome();

            assertThat(outcome.status()).isEqualTo(Outcome.Status.SUCCESS);
            assertThat(outcome.activities()).extracting(Activity::id).containsExactly(backup.id());
        }
    }

    @WaitingTest
    void whatGoesOnAfterTheTimePassedWasLookedAt() {
        StandInActivity backup = fixture.begin("environment.backup").start();

        Outcome outcome = fixture.await(fixture.stateOf(backup).until(in(-60))).outcome();

        assertThat(outcome.status()).isEqualTo(Outcome.Status.TIMED_OUT);
        assertThat(outcome.message())
                .isEqualTo("Activity " + backup.id() + " (environment.backup) has not ended in time: in_progress.");
    }

    @WaitingTest
    void whatMayGoOnIsWhatHasNotEnded() throws Exception {
        ActivityBookmark bookmark = fixture.bookmark();
        StandInActivity push = fixture.begin("environment.push").start().log("pushed\n");
        RecordingWaitListener listener = fixture.await(WaitState.since(bookmark).until(in(6)));
        await().until(() -> listener.log().equals("pushed\n"));
        push.complete(Result.SUCCESS);
        StandInActivity silent = fixture.begin("environment.backup").start();

        Outcome outcome = listener.outcome();

        assertThat(outcome.activities()).hasSize(2);
        assertThat(listener.next.activities()).extracting(ActivityState::id).containsExactly(push.id());
        assertThat(listener.next.after(outcome).activities())
                .extracting(ActivityState::id)
                .containsExactly(silent.id());
        assertThat(WaitState.ofIds(StandIn.PROJECT, List.of("unseen"))
                        .after(outcome)
                        .activities())
                .extracting(ActivityState::id)
                .containsExactly("unseen", silent.id());
    }

    @WaitingTest
    void anApiTokenThatIsNotThereInTimeIsATimeOut() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        RecordingWaitListener listener = new RecordingWaitListener(fixture.token) {
            @Override
            public ApiToken token() {
                await().until(() -> release.getCount() == 0);
                return token;
            }
        };
        StandInActivity push = fixture.begin("environment.push").complete(Result.SUCCESS);
        fixture.await(fixture.stateOf(push).until(in(-60)), listener);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.TIMED_OUT);
        assertThat(listener.outcome().message()).isEqualTo("Activity " + push.id() + " could not be read in time.");
        release.countDown();
    }
}
