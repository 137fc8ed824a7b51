package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.client.ApiToken;
import io.jenkins.plugins.webpaas.ssh.HostKeys;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.MemoryHostKeyStore;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Builds that are aborted while their sessions open. */
class InterruptedOpeningTest {
    private static final Target MAIN = new Target(StandIn.PROJECT, "main");
    private static final Duration LATE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private StandIn standIn;
    private ApiToken token;
    private Sessions sessions;
    private NodeSide node;

    private record End(Throwable failure, boolean isInterrupted) {}

    @BeforeEach
    void start() {
        standIn = StandIn.start();
        token = new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN);
        sessions = new Sessions(
                StandInService.client(Clock.systemUTC()),
                new HostKeys(new MemoryHostKeyStore()),
                executor,
                Clock.systemUTC());
        node = new RecordingNode(directory);
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
        standIn.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"TOKEN", "CERTIFICATE", "ENVIRONMENT"})
    void itIsAnInterruptAndNothingIsLeft(Endpoint where) throws Exception {
        standIn.faults().add(where, Fault.latency(LATE));
        CompletableFuture<End> end = new CompletableFuture<>();
        Thread opening = start(() -> sessions.open(token, SshMode.AGENT, MAIN, node), end);
        await().until(() -> standIn.requests().count(where) == 1);

        opening.interrupt();

        assertThat(end.get(2, TimeUnit.SECONDS).failure()).isInstanceOf(InterruptedException.class);
        assertNothingLeft();
    }

    @Test
    void aLoginWithoutANodeIsInterruptedToo() throws Exception {
        standIn.faults().add(Endpoint.TOKEN, Fault.latency(LATE));
        CompletableFuture<End> end = new CompletableFuture<>();
        Thread login = start(() -> sessions.logIn(token, MAIN), end);
        await().until(() -> standIn.requests().count(Endpoint.TOKEN) == 1);

        login.interrupt();

        assertThat(end.get(2, TimeUnit.SECONDS).failure()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void anInterruptIsNotLostWhileTheNodeTidiesUp() throws Exception {
        standIn.faults().add(Endpoint.TOKEN, Fault.status(403));
        CountDownLatch isTidying = new CountDownLatch(1);
        CountDownLatch mayTidy = new CountDownLatch(1);
        node = new RecordingNode(directory) {
            @Override
            public Closed close(String id, String directory) throws IOException, InterruptedException {
                isTidying.countDown();
                mayTidy.await();
                return super.close(id, directory);
            }
        };
        CompletableFuture<End> end = new CompletableFuture<>();
        Thread opening = start(() -> sessions.open(token, SshMode.AGENT, MAIN, node), end);
        isTidying.await();

        opening.interrupt();

        assertThat(end.get(5, TimeUnit.SECONDS).isInterrupted()).isTrue();
        assertThat(end.get().failure()).hasMessageContaining("answered 403");
        mayTidy.countDown();
        await().untilAsserted(this::assertNothingLeft);
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
