package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.LocalNode;
import io.jenkins.plugins.webpaas.support.Patience;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Builds that are aborted while a session opens. */
class InterruptedOpeningTest {
    private static final Target MAIN = new Target(StandIn.PROJECT, "main");
    private static final Duration LATE = Duration.ofSeconds(30);
    private static final long SOON = StandInService.CALL.toSeconds() / 2;

    @TempDir
    private Path directory;

    private final ControllerFixture controller = new ControllerFixture();
    private final StandIn standIn = controller.standIn;

    private record End(Throwable failure, boolean isInterrupted) {}

    @AfterEach
    void stop() {
        controller.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"TOKEN", "CERTIFICATE", "ENVIRONMENT"})
    void itIsAnInterruptAndNothingIsLeft(Endpoint where) throws Exception {
        standIn.faults().add(where, Fault.latency(LATE));
        CompletableFuture<End> end = new CompletableFuture<>();
        Thread opening = start(() -> open(new LocalNode(directory)), end);
        await().until(() -> standIn.requests().count(where) == 1);

        opening.interrupt();

        assertThat(end.get(SOON, TimeUnit.SECONDS).failure()).isInstanceOf(InterruptedException.class);
        assertNothingLeft();
    }

    @Test
    void aLoginWithoutANodeIsInterruptedToo() throws Exception {
        standIn.faults().add(Endpoint.TOKEN, Fault.latency(LATE));
        CompletableFuture<End> end = new CompletableFuture<>();
        Thread login = start(() -> controller.sessions.logIn(controller.token, MAIN, sentence -> {}), end);
        await().until(() -> standIn.requests().count(Endpoint.TOKEN) == 1);

        login.interrupt();

        assertThat(end.get(SOON, TimeUnit.SECONDS).failure()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void anInterruptIsNotLostWhileTheNodeTidiesUp() throws Exception {
        standIn.faults().add(Endpoint.TOKEN, Fault.status(403));
        CountDownLatch isTidying = new CountDownLatch(1);
        CountDownLatch mayTidy = new CountDownLatch(1);
        LocalNode node = new LocalNode(directory) {
            @Override
            public Closed close(String id, String directory) throws IOException, InterruptedException {
                isTidying.countDown();
                mayTidy.await();
                return super.close(id, directory);
            }
        };
        CompletableFuture<End> end = new CompletableFuture<>();
        Thread opening = start(() -> open(node), end);
        isTidying.await();

        opening.interrupt();

        assertThat(end.get(Patience.SECONDS, TimeUnit.SECONDS).isInterrupted()).isTrue();
        assertThat(end.get().failure()).hasMessageContaining("answered 403");
        mayTidy.countDown();
        await().untilAsserted(this::assertNothingLeft);
    }

    private Session open(NodeSide node) throws IOException, InterruptedException {
        return controller.sessions.open(controller.token, SshMode.AGENT, MAIN, node);
    }

    private static Thread start(ThrowingCallable call, CompletableFuture<End> end) {
        Thread thread = new Thread(() -> {
            Throwable failure = catchThrowable(call);
            end.complete(new End(failure, Thread.currentThread().isInterrupted()));
        });
        thread.start();
        return thread;
    }

    private void assertNothingLeft() {
        assertThat(directory).isEmptyDirectory();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().contains(directory.toString()));
    }
}
