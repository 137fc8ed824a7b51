package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.MoreExecutors;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.SteppedTimer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An open session with its renewal, a node in memory, and a timer that the test advances. */
abstract class SteppedRenewalFixture {
    final SteppedTimer timer = new SteppedTimer();
    final StandIn standIn = StandIn.start();
    final ControllerFixture controller = new ControllerFixture(standIn, standIn.clock());
    final MemoryNode node = new MemoryNode();
    final MemoryBlock block = new MemoryBlock(controller.token, node);
    Session session;
    SessionRenewal renewal;

    @BeforeEach
    void open() throws Exception {
        session = controller.sessions.open(controller.token, SshMode.AGENT, Target.NOTHING, node);
        renewal = new SessionRenewal(
                controller.sessions, session, block, timer, MoreExecutors.newDirectExecutorService(), standIn.clock());
        node.opened = 0;
        node.installed = 0;
    }

    @AfterEach
    void close() throws Exception {
        renewal.close();
        timer.shutdownNow();
        controller.close();
    }

    final Duration delay() {
        assertThat(timer.next()).hasSize(1);
        return timer.next().get(0).delay();
    }

    /** The time to a renewal: two minutes before the end of the stand-in's hour, and up to half a minute later. */
    final void assertNextIsWhenItIsDue() {
        assertThat(delay())
                .isBetween(Duration.ofMinutes(50), Duration.ofMinutes(58).plusSeconds(30));
    }
}
