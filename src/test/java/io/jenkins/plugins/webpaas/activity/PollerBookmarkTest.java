package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.support.WaitingTest;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waits for all that an account starts since a bookmark. */
class PollerBookmarkTest {
    private static final String TROUBLE =
            "The activities cannot be read for the time being, and Jenkins goes on trying";

    @RegisterExtension
    private final PollerFixture fixture = new PollerFixture();

    private final StandIn standIn = fixture.standIn;

    @WaitingTest
    void allThatThisAccountStartedSinceAMarkIsWaitedFor() throws Exception {
        fixture.begin("environment.push").start().complete(Result.SUCCESS);
        fixture.begin("environment.backup").start();
        ActivityBookmark bookmark = fixture.bookmark();
        StandInActivity done = fixture.begin("environment.backup").log("done\n").complete(Result.SUCCESS);
        StandInActivity push = fixture.begin("environment.push").start().log("pushed\n");
        RecordingWaitListener listener = fixture.await(WaitState.since(bookmark));
        await().until(() -> listener.log().equals("pushed\n"));
        StandInActivity consequence = fixture.begin("environment.push").start();
        push.complete(Result.SUCCESS);
        await().until(() -> standIn.requests().of(Endpoint.LOG).stream()
                .anyMatch(request -> request.path().contains(consequence.id())));
        consequence.log("rolled out\n").complete(Result.FAILURE);

        Outcome outcome = listener.outcome();

        assertThat(outcome.activities())
                .extracting(Activity::id)
                .containsExactly(done.id(), push.id(), consequence.id());
        assertThat(outcome.status()).isEqualTo(Outcome.Status.FAILURE);
        assertThat(listener.log()).isEqualTo("pushed\nrolled out\n");
    }

    @WaitingTest
    void whatIsOverIsAskedForOnceMore() throws Exception {
        fixture.begin("environment.push").complete(Result.SUCCESS);
        ActivityBookmark bookmark = fixture.bookmark();
        for (int i = 0; i < 3; i++) {
            fixture.begin("environment.push").log("done\n").complete(Result.SUCCESS);
        }
        standIn.requests().clear();

        RecordingWaitListener listener = fixture.await(WaitState.since(bookmark));

        assertThat(listener.outcome().activities()).hasSize(3);
        assertThat(fixture.requests(Endpoint.ACTIVITIES)).isEqualTo(2);
        assertThat(fixture.requests(Endpoint.LOG)).isZero();
    }

    @WaitingTest
    void ofWhatHadFailedBeforeTheEndOfTheLogIsInTheMessageAlone() throws Exception {
        ActivityBookmark bookmark = fixture.bookmark();
        StandInActivity push =
                fixture.begin("environment.push").log("E: no space\n").complete(Result.FAILURE);

        RecordingWaitListener listener = fixture.await(WaitState.since(bookmark));

        assertThat(listener.outcome().message())
                .isEqualTo(PollerFixture.name(push) + " ended with failure. The end of its log:\nE: no space");
        assertThat(listener.log()).isEmpty();
    }

    @WaitingTest
    void whatTheBookmarkLeavesOutIsNeitherWaitedForNorTold() throws Exception {
        ActivityBookmark bookmark = fixture.bookmark();
        StandInActivity failed = fixture.begin("environment.backup").complete(Result.FAILURE);
        StandInActivity push = fixture.begin("environment.push").complete(Result.SUCCESS);

        ActivityBookmark rest = bookmark.leavingOut(Set.of(failed.id()));
        Outcome outcome = fixture.await(WaitState.since(rest)).outcome();

        assertThat(outcome.activities()).extracting(Activity::id).containsExactly(push.id());
        assertThat(outcome.status()).isEqualTo(Outcome.Status.SUCCESS);
        ActivityBookmark nothing = bookmark.leavingOut(Set.of(failed.id(), push.id()));
        assertThat(fixture.await(WaitState.since(nothing)).outcome().message())
                .isEqualTo("There was nothing to wait for: this account has started nothing in environment 'main' whose"
                        + " end this build has not reported yet.");
    }

    @WaitingTest
    void aListThatCannotBeReadIsTriedAgain() throws Exception {
        ActivityBookmark bookmark = fixture.bookmark();
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(502).times(1));

        assertThat(fixture.await(WaitState.since(bookmark)).outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.refusal(403));
        assertThat(fixture.await(WaitState.since(bookmark)).failure()).hasMessageContaining("answered 403");
    }

    @WaitingTest
    void whatElseWasStartedIsNotAskedForInSilence() throws Exception {
        ActivityBookmark bookmark = fixture.bookmark();
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(503));
        RecordingWaitListener listener = fixture.await(WaitState.since(bookmark));
        await().until(() -> fixture.requests(Endpoint.ACTIVITIES) > 4);

        assertThat(listener.messages)
                .singleElement(STRING)
                .startsWith(TROUBLE + ". Could not list the activities of environment 'main'")
                .contains("answered 503");
        standIn.faults().clear();
        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
    }

    @WaitingTest
    void whoHasStoppedAsksForNothingMore() throws Exception {
        ActivityBookmark bookmark = fixture.bookmark();
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(503));
        standIn.requests().clear();
        ActiveWait wait = fixture.await(WaitState.since(bookmark), new RecordingWaitListener(fixture.token));
        await().until(() -> fixture.requests(Endpoint.ACTIVITIES) > 1);
        wait.stop();
        int before = fixture.requests(Endpoint.ACTIVITIES);

        await().during(Duration.ofSeconds(3)).until(() -> fixture.requests(Endpoint.ACTIVITIES) == before);
    }
}
