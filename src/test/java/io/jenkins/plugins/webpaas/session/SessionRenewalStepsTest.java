package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.MoreExecutors;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.support.SteppedTimer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renewal step by step. */
class SessionRenewalStepsTest extends SteppedRenewalFixture {
    @Test
    void aSessionIsRenewedWhenThatIsDueAndThenAgain() {
        renewal.start();
        assertThat(timer.rounds().delay()).isEqualTo(Duration.ofMinutes(1));
        assertThat(node.listening).isOne();
        assertNextIsWhenItIsDue();

        timer.step();
        assertThat(node.installed).isOne();
        assertNextIsWhenItIsDue();
        timer.step();

        assertThat(node.installed).isEqualTo(2);
        assertThat(node.opened).isZero();
        assertThat(block.log).isEmpty();
    }

    @Test
    void whatFailsIsTriedAgainAfterPausesThatGrowToAMinute() {
        renewal.start();
        standIn.faults().add(Endpoint.CERTIFICATE, Fault.refusal(403));
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            timer.step();
            Duration pause = Duration.ofSeconds(seconds);
            assertThat(delay()).isBetween(pause.multipliedBy(3).dividedBy(4), pause);
        }
        assertThat(block.log)
                .singleElement()
                .asString()
                .startsWith("The SSH certificate could not be renewed. The old certificate is valid until "
                        + session.validUntil() + ", and Jenkins goes on trying. ");
        standIn.faults().clear();
        timer.step();

        assertThat(block.log).hasSize(2).last().isEqualTo("The SSH certificate is renewed.");
        assertNextIsWhenItIsDue();
        standIn.faults().add(Endpoint.CERTIFICATE, Fault.refusal(403));
        timer.step();
        assertThat(delay()).as("the first pause again").isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(block.log).as("another failure").hasSize(3);
    }

    @Test
    void aNodeThatIsAwayIsWaitedForWithoutAWord() {
        block.isAway = true;
        renewal.start();
        assertThat(node.listening).isZero();
        timer.step();
        timer.step();
        assertThat(delay()).isBetween(Duration.ofMillis(1500), Duration.ofSeconds(2));
        block.isAway = false;
        timer.step();

        assertThat(node.installed).isOne();
        assertThat(block.log).isEmpty();
    }

    @Test
    void anInterruptStays() {
        block.isInterrupted = true;
        renewal.start();
        assertThat(Thread.interrupted()).isTrue();
        timer.step();
        assertThat(Thread.interrupted()).isTrue();
        block.isInterrupted = false;
    }

    @Test
    void aNodeThatHasForgottenTheSessionGetsItAgain() {
        renewal.start();
        node.isForgetful = true;

        timer.step();

        assertThat(node.opened).isOne();
        assertThat(node.listening).isEqualTo(2);
        assertThat(node.installed).isOne();
        assertNextIsWhenItIsDue();
    }

    @Test
    void aSessionThatComesBackElsewhereIsNone() {
        renewal.start();
        node.isForgetful = true;
        node.directory = "/other";

        timer.step();

        assertThat(block.log)
                .singleElement()
                .asString()
                .endsWith(" The node has opened the session in /other/webpaas-" + session.id()
                        + " with ssh: 'agent', but the build's variables lead to " + session.directory()
                        + " with ssh: 'agent'. Start the node's Java with the options that it had before");
        node.directory = "/tmp/job@tmp";
        timer.step();
        assertThat(node.opened).as("it is opened before it is renewed").isEqualTo(2);
        assertThat(node.installed).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSessionOfAnEarlierRunIsOpenedAtOnce(boolean isOtherKey) {
        if (isOtherKey) {
            node.key = SshKeyPair.generate().publicLine("jenkins");
        }
        renewal.resume();
        assertThat(delay()).isZero();

        timer.step();

        assertThat(node.opened).isOne();
        assertThat(node.listening).isOne();
        assertThat(node.installed).isZero();
        if (isOtherKey) {
            assertThat(delay()).isLessThanOrEqualTo(Duration.ofSeconds(10));
            timer.step();
            assertThat(node.installed).isOne();
            assertThat(node.opened).isOne();
        }
        assertThat(block.log).isEmpty();
        assertNextIsWhenItIsDue();
    }

    @Test
    void whatTheNodeHasLostIsMadeAgainAtOnceAndSaid() {
        renewal.start();
        node.key = SshKeyPair.generate().publicLine("jenkins");
        NodeSide.News loss = new NodeSide.News(session.id(), List.of(), NodeSide.Loss.SSH_AGENT);

        node.listener.accept(loss);

        assertThat(delay()).isZero();
        timer.step();
        assertThat(node.opened).isOne();
        assertThat(delay())
                .as("clients wait for the certificate of the new key")
                .isZero();
        timer.step();
        assertThat(node.installed).isOne();
        assertThat(block.log).singleElement().asString().startsWith("The session's SSH agent on the node was ended");
    }

    @Test
    void refusalsAreSaidOnceWhoeverTellsThem() {
        renewal.start();
        node.listener.accept(new NodeSide.News(session.id(), List.of("a reason", "a\nreason"), NodeSide.Loss.NONE));
        renewal.say("A sentence.");
        renewal.say(Sessions.refusal("a reason"));

        assertThat(block.log).containsExactly("The SSH agent refused to sign: a reason.", "A sentence.");
        assertNextIsWhenItIsDue();
    }

    @Test
    void theRoundsDoNothingForASessionThatIsNotDue() {
        renewal.start();

        timer.rounds().work().run();

        assertThat(node.installed).isZero();
    }

    /** A timer is late after its machine was asleep. */
    @Test
    void theRoundsRenewWhatIsDue() {
        renewal.start();
        standIn.clock().advance(Duration.ofHours(1));
        timer.rounds().work().run();

        assertThat(node.installed).isOne();
    }

    @Test
    void aSessionOfABuildThatIsOverIsClosed() {
        renewal.start();
        block.isOver = true;

        timer.rounds().work().run();

        assertThat(block.closed).extracting(Session::id).containsExactly(session.id());
        assertThat(timer.next()).isEmpty();
        assertThat(timer.rounds().future().isCancelled()).isTrue();
        assertThat(node.installed).isZero();
    }

    @Test
    void afterTheEndNothingIsDone() throws Exception {
        renewal.start();
        SteppedTimer.Task due = timer.next().get(0);
        renewal.close();
        assertThat(timer.next()).isEmpty();
        assertThat(timer.rounds().future().isCancelled()).isTrue();

        due.work().run();
        renewal.nodeIsBack(node);
        node.listener.accept(new NodeSide.News(session.id(), List.of(), NodeSide.Loss.FILES));

        assertThat(node.installed).isZero();
        assertThat(node.opened).isZero();
        assertThat(timer.next()).isEmpty();
    }

    @Test
    void aSessionWithoutSshIsNeverDue() throws Exception {
        Session plain = controller.sessions.open(controller.token, SshMode.NONE, Target.NOTHING, node);
        renewal = new SessionRenewal(
                controller.sessions, plain, block, timer, MoreExecutors.newDirectExecutorService(), standIn.clock());
        renewal.start();
        assertThat(timer.next()).isEmpty();
        standIn.clock().advance(Duration.ofDays(1));
        timer.rounds().work().run();
        assertThat(block.log).isEmpty();

        renewal.resume();
        timer.step();

        assertThat(timer.next()).isEmpty();
    }
}
