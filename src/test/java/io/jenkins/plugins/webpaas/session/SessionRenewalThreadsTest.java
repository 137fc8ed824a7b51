package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.MoreExecutors;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.Patience;
import io.jenkins.plugins.webpaas.support.SteppedTimer;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that no work on a session, once it is done, keeps another thread from its own. */
class SessionRenewalThreadsTest {
    private final SteppedTimer timer = new SteppedTimer();
    private final StandIn standIn = StandIn.start();
    private final ControllerFixture controller = new ControllerFixture(standIn, standIn.clock());
    private final ExecutorService otherThread = Executors.newSingleThreadExecutor();
    private final MemoryNode node = new MemoryNode();
    private final MemoryBlock block = new MemoryBlock(controller.token, node);
    private SessionRenewal renewal;

    @BeforeEach
    void open() throws Exception {
        Session session = controller.sessions.open(controller.token, SshMode.AGENT, Target.NOTHING, node);
        renewal = new SessionRenewal(
                        controller.sessions,
                        session,
                        block,
                        timer,
                        MoreExecutors.newDirectExecutorService(),
                        standIn.clock())
                .start();
        node.opened = 0;
    }

    @AfterEach
    void close() {
        otherThread.shutdownNow();
        timer.shutdownNow();
        controller.close();
    }

    @Test
    void aRenewal() throws Exception {
        timer.step();

        assertAnotherThreadCanWork();
    }

    @Test
    void aCheckOfASessionThatIsDue() throws Exception {
        standIn.clock().advance(Duration.ofHours(1));
        timer.rounds().work().run();

        assertAnotherThreadCanWork();
    }

    @Test
    void aNodeThatIsBack() throws Exception {
        renewal.nodeIsBack(node);
        node.opened = 0;

        assertAnotherThreadCanWork();
    }

    @Test
    void theEnd() throws Exception {
        SteppedTimer.Task due = timer.next().get(0);
        renewal.close();

        inAnotherThread(() -> due.work().run());
    }

    /** A thread that cannot work at once on a node that is back leaves that to a later one. */
    private void assertAnotherThreadCanWork() throws Exception {
        inAnotherThread(() -> renewal.nodeIsBack(node));
        assertThat(node.opened).isOne();
        inAnotherThread(() -> renewal.close());
    }

    private void inAnotherThread(ThrowingCallable work) throws Exception {
        otherThread
                .submit(() -> {
                    try {
                        work.call();
                        return null;
                    } catch (Throwable e) {
                        throw new AssertionError(e);
                    }
                })
                .get(Patience.SECONDS, TimeUnit.SECONDS);
    }
}
