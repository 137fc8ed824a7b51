package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.RequestGate;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.MemoryHostKeyStore;
import io.jenkins.plugins.webpaas.support.RemoteStandIn;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how many connections sessions make to the hosts of a service. */
class HostConnectionsTest {
    private static final Duration SOON = Duration.ofMillis(10);
    private static final Target MAIN = new Target(StandIn.PROJECT, "main");
    private static final int MANY = 40;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private RemoteStandIn remote;
    private WebPaasClient client;
    private Sessions sessions;

    private void start(boolean http2) throws IOException {
        remote = new RemoteStandIn(http2, SOON, Duration.ofMinutes(10));
        client = remote.client();
        sessions = new Sessions(client, new HostKeys(new MemoryHostKeyStore()), executor, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
        remote.close();
    }

    private Session open() throws IOException, InterruptedException {
        return sessions.open(remote.token(), SshMode.AGENT, MAIN, new MemoryNode());
    }

    @Test
    void manySessionsShareAConnectionToEachHost() throws Exception {
        start(true);
        List<Callable<Session>> calls = Collections.nCopies(MANY, this::open);
        for (Future<Session> session : executor.invokeAll(calls)) {
            assertThat(session.get().hasEnvironment()).isTrue();
        }

        assertThat(remote.api().connections()).isOne();
        assertThat(remote.auth().connections()).isOne();
    }

    @Test
    void theConnectionToTheApiIsMadeWhileTheTokenIsExchanged() throws Exception {
        start(true);
        RequestGate gate = new RequestGate();
        remote.standIn().faults().add(Endpoint.TOKEN, Fault.held(gate).times(1));
        Future<Session> session = executor.submit(this::open);
        gate.await();
        await().until(() -> remote.api().connections() == 1);
        assertThat(remote.standIn().requests().all()).hasSize(1);
        gate.release();

        session.get();
        assertThat(remote.api().connections()).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void connectionsThatTheHostsHaveClosedAreMadeAnew(boolean http2) throws Exception {
        start(http2);
        open();
        int first = remote.api().connections();
        remote.api().closeAll();
        remote.auth().closeAll();
        await().until(() -> remote.api().open() + remote.auth().open() == 0);
        remote.standIn().requests().clear();
        open();

        assertThat(remote.standIn().requests().count(Endpoint.CERTIFICATE)).isOne();
        assertThat(remote.standIn().requests().count(Endpoint.PROJECT)).isOne();
        assertThat(remote.standIn().requests().count(Endpoint.ENVIRONMENT)).isOne();
        if (http2) {
            assertThat(first).isOne();
            assertThat(remote.api().connections()).isEqualTo(2);
        }
    }
}
