package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests for signatures at the moment when the certificate ends or the SSH agent is closed. */
class AgentEndTest {
    @TempDir
    private Path directory;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<AgentClient> clients = new ArrayList<>();
    private AgentFixture fixture;
    private Certificate certificate;

    @BeforeEach
    void start() throws Exception {
        fixture = new AgentFixture(directory, hostKey -> true);
        certificate = fixture.install("bot", Duration.ofHours(1));
    }

    @AfterEach
    void stop() throws Exception {
        executor.shutdownNow();
        for (AgentClient client : clients) {
            client.close();
        }
        fixture.close();
    }

    @Test
    void nothingIsSignedAfterTheEndOfTheCertificate() throws Exception {
        AgentClient client = fixture.connect();
        byte[] request = AgentRequests.signLogin(certificate.blob());
        assertThat((int) client.ask(request)[0]).isEqualTo(AgentProtocol.SIGN_RESPONSE);
        Duration lifetime = Duration.ofMillis(500);
        fixture.put(certificate, lifetime);
        long end = System.nanoTime() + lifetime.toNanos();
        int signed = 0;
        try {
            while (true) {
                boolean isLate = System.nanoTime() > end;
                if (client.ask(request)[0] == AgentProtocol.SIGN_RESPONSE) {
                    assertThat(isLate).isFalse();
                    signed++;
                }
            }
        } catch (IOException e) {
            assertThat(fixture.agent().isOpen())
                    .as("the SSH agent closes the connection at its end")
                    .isFalse();
        }
        assertThat(signed).isPositive();
    }

    @Test
    void nothingIsSignedAfterTheClose() throws Exception {
        byte[] request = AgentRequests.signLogin(certificate.blob());
        List<Future<Long>> lastAnswered = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            AgentClient client = fixture.connect();
            clients.add(client);
            assertThat((int) client.ask(request)[0]).isEqualTo(AgentProtocol.SIGN_RESPONSE);
            lastAnswered.add(executor.submit(() -> {
                long last = 0;
                try {
                    while (true) {
                        long sent = System.nanoTime();
                        client.ask(request);
                        last = sent;
                    }
                } catch (IOException e) {
                    return last;
                }
            }));
        }
        fixture.close();
        long closed = System.nanoTime();
        for (Future<Long> last : lastAnswered) {
            assertThat(last.get() - closed)
                    .as("time of the last answered request, relative to the close")
                    .isNegative();
        }
        assertThat(fixture.socket()).doesNotExist();
        assertThatThrownBy(fixture::connect).isInstanceOf(IOException.class);
    }
}
