package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.concurrent.FairThreadPool;
import io.jenkins.plugins.webpaas.concurrent.MessageQueue;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests waits that are stopped, with a timer that the test advances. */
class StoppedWaitStepsTest extends SteppedPollerFixture {
    @Test
    void whoStopsHearsNothingMore() {
        StandInActivity push = fixture.begin("environment.push").start();
        RecordingWaitListener listener = new RecordingWaitListener(fixture.token);
        ActiveWait wait = fixture.await(fixture.stateOf(push), listener);
        await().until(() -> !listener.found.isEmpty());
        wait.stop();
        push.complete(Result.SUCCESS);
        pass(CHECK, () -> timer.next().isEmpty());

        assertThat(listener.isOver()).isFalse();
    }

    /** The states of two activities are one list. */
    @Test
    void forAStoppedWaitNothingMoreIsAsked() {
        RecordingWaitListener stopped = new RecordingWaitListener(fixture.token);
        ActiveWait wait =
                fixture.await(fixture.stateOf(fixture.begin("environment.push").start()), stopped);
        await().until(() -> !stopped.found.isEmpty());
        wait.stop();
        StandInActivity backup = fixture.begin("environment.backup").start();
        RecordingWaitListener other = new RecordingWaitListener(fixture.token);
        fixture.await(fixture.stateOf(backup), other);
        pass(POLL_PAUSE, () -> !other.found.isEmpty());
        backup.complete(Result.SUCCESS);
        pass(POLL_PAUSE, other::isOver);

        assertThat(standIn.requests().count(Endpoint.ACTIVITIES)).isZero();
    }

    @Test
    void aWaitThatIsStoppedBeforeItsTokenIsKnownLeavesItsProject() {
        ActiveWait wait = new ActiveWait(
                WaitState.ofIds(StandIn.PROJECT, List.of("abc1")),
                new RecordingWaitListener(fixture.token),
                new MessageQueue(new FairThreadPool("webpaas-test", 1, timer)));
        ProjectPoller project = new ProjectPoller(null, new ProjectPoller.Key(fixture.token, StandIn.PROJECT), null);
        wait.stop();

        project.add(wait);
        wait.attachTo(project);

        assertThat(project.size()).isZero();
    }
}
