package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.Patience;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SSH agent with clients that are many, slow, greedy, malicious or of another user. */
class SshAgentClientsTest {
    @TempDir
    private Path directory;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private AgentFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new AgentFixture(directory, hostKey -> true);
        fixture.install("bot", Duration.ofHours(1));
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
        fixture.close();
    }

    @Test
    void hangsUpOnAbsurdFramesAndServesTheNextClient() throws Exception {
        for (int length : new int[] {0, -1, 100_000_000, 256 * 1024 + 1}) {
            try (AgentClient client = fixture.connect()) {
                client.send(ByteBuffer.allocate(4).putInt(length).array());
                assertThat(client.isHungUp()).as("frame of %d", length).isTrue();
            }
        }
        assertThat(fixture.sshAdd("-l").exit()).isZero();
    }

    @Test
    void servesMoreClientsThanItAcceptsAtATime() throws Exception {
        List<AgentClient> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 256; i++) {
                idle.add(fixture.connect());
            }
            for (int round = 0; round < 500; round++) {
                try (AgentClient next = fixture.connect()) {
                    next.send(AgentClient.LIST_FRAME);
                    idle.remove(idle.size() - 1).close();
                    assertThat(next.answer()[0]).isEqualTo((byte) AgentProtocol.IDENTITIES_ANSWER);
                    idle.add(fixture.connect());
                }
            }
            assertThat(fixture.threads()).hasSizeBetween(1, 4);
        } finally {
            for (AgentClient client : idle) {
                client.close();
            }
        }
        assertThat(fixture.agent().isOpen()).isTrue();
    }

    /** The clients are moved between threads meanwhile, which happens every second. */
    @Test
    void servesAllClientsThatStayConnected() throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        List<Future<?>> clients = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            clients.add(executor.submit(() -> {
                while (System.nanoTime() < end) {
                    try (AgentClient client = fixture.connect()) {
                        for (int request = 0; request < 20_000 && System.nanoTime() < end; request++) {
                            assertThat(client.ask(AgentClient.LIST)[0])
                                    .isEqualTo((byte) AgentProtocol.IDENTITIES_ANSWER);
                        }
                    }
                }
                return null;
            }));
        }
        for (Future<?> client : clients) {
            client.get(Patience.SECONDS, TimeUnit.SECONDS);
        }
        assertThat(fixture.agent().isOpen()).isTrue();
    }

    @Test
    void sendsEveryAnswerToAClientThatReadsLateAndServesOthersMeanwhile() throws Exception {
        int many = 20_000;
        try (AgentClient greedy = fixture.connect()) {
            Future<?> sender = executor.submit(() -> {
                for (int i = 0; i < many; i++) {
                    greedy.send(AgentClient.LIST_FRAME);
                }
                return null;
            });
            await().during(Duration.ofMillis(300)).until(() -> !sender.isDone());
            assertThat(fixture.sshAdd("-l").exit()).isZero();
            for (int i = 0; i < many; i++) {
                assertThat(greedy.answer()[0]).isEqualTo((byte) AgentProtocol.IDENTITIES_ANSWER);
            }
            sender.get(Patience.SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void answersARequestThatComesByteByByte() throws Exception {
        try (AgentClient client = fixture.connect()) {
            for (byte b : AgentClient.LIST_FRAME) {
                client.send(new byte[] {b});
            }
            assertThat(client.answer()[0]).isEqualTo((byte) AgentProtocol.IDENTITIES_ANSWER);
        }
    }

    @Test
    @RequiresProgram("runuser")
    void keepsOtherUsersOut() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "This test needs root, to become another user");
        for (Path path = fixture.socket(); path != null; path = path.getParent()) {
            if (path.startsWith(directory)) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }

        Command.Result nobody = Command.of("runuser", "-u", "nobody", "--", "ssh-add", "-l")
                .with(fixture.variables())
                .run();

        assertThat(nobody.exit()).isNotZero();
        assertThat(nobody.output()).doesNotContain("ED25519-CERT");
        assertThat(fixture.agent().takeRefusals()).containsExactly("a client of another user of the node");
    }
}
