package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.socket.PrivateSocket;
import io.jenkins.plugins.webpaas.ssh.socket.WorkerPool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The states of an SSH agent, from the socket to the close. */
class SshAgentStateTest {
    private static final byte[] CERTIFICATE = {1, 2, 3, 4};

    @TempDir
    private Path directory;

    private SshAgent agent;

    @BeforeEach
    void start() throws Exception {
        agent = SshAgent.start(directory, hostKey -> true, true, new WorkerPool("webpaas-ssh-agent " + directory));
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private static Identity identity(Duration lifetime) {
        return new Identity(
                SshKeyPair.generate(),
                new Certificate(CERTIFICATE, new byte[32], 1, "bot", Instant.MIN, Instant.MAX, Map.of()),
                lifetime);
    }

    private byte[] ask(byte[] request) throws Exception {
        try (AgentClient client = new AgentClient(directory.resolve(SshAgent.SOCKET))) {
            return client.ask(request);
        }
    }

    @Test
    void aClientThatComesEarlyGetsTheFirstIdentity() throws Exception {
        try (AgentClient client = new AgentClient(directory.resolve(SshAgent.SOCKET))) {
            client.send(AgentClient.LIST_FRAME);
            assertThat(client.isAnswered()).isFalse();
            agent.putIdentity(identity(Duration.ofHours(1)));

            assertThat(client.answer()).startsWith(AgentProtocol.IDENTITIES_ANSWER, 0, 0, 0, 1);
        }
    }

    @Test
    void aRefusalIsTakenOnce() throws Exception {
        agent.putIdentity(identity(Duration.ofHours(1)));

        assertThat(ask(AgentRequests.signLogin(CERTIFICATE))).containsExactly(AgentProtocol.FAILURE);
        List<String> taken = agent.takeRefusals();
        assertThat(taken).hasSize(1);
        assertThat(agent.takeRefusals()).isEmpty();
    }

    @Test
    void theEndOfTheIdentityIsTheEndOfTheSshAgent() {
        agent.putIdentity(identity(Duration.ofHours(1).negated()));

        await().until(() -> !agent.isOpen());
        await().until(() -> Files.notExists(directory.resolve(SshAgent.SOCKET)));
    }

    @Test
    void aSocketThatIsDeletedIsOwnedNoMore() throws Exception {
        assertThat(agent.isOpen()).isTrue();
        assertThat(agent.ownsSocket()).isTrue();
        assertThat(PrivateSocket.isServed(directory.resolve(SshAgent.SOCKET))).isTrue();

        Files.delete(directory.resolve(SshAgent.SOCKET));

        assertThat(agent.ownsSocket()).isFalse();
        assertThat(PrivateSocket.isServed(directory.resolve(SshAgent.SOCKET))).isFalse();
        await().until(() -> !agent.isOpen());
    }

    @Test
    void nothingIsLeftAfterTheClose() {
        agent.close();

        assertThat(agent.isOpen()).isFalse();
        assertThat(agent.ownsSocket()).isFalse();
        assertThat(PrivateSocket.isServed(directory.resolve(SshAgent.SOCKET))).isFalse();
        assertThat(directory.resolve(SshAgent.SOCKET)).doesNotExist();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("webpaas-ssh-agent " + directory)));
    }
}
