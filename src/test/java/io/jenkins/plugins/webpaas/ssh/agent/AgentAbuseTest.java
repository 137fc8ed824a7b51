package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SSH agent's use of memory, threads and files with clients that send too much, too slowly or too often. */
class AgentAbuseTest {
    private static final int MAX_CLIENTS = 256;
    private static final int MAX_THREADS = 4;
    private static final int MEBIBYTE = 1 << 20;

    /** The length of the longest request, in bytes. */
    private static final int MAX_REQUEST = 256 * 1024;

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("webpaas.seed", new SplittableRandom().nextLong());
    private final SshKeyPair host = SshKeyPair.generate();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<AgentClient> clients = new ArrayList<>();
    private AgentFixture fixture;
    private byte[] certificate;

    @BeforeEach
    void start() throws Exception {
        fixture = new AgentFixture(directory, hostKey -> Arrays.equals(hostKey, host.publicBlob()));
        certificate = fixture.install("bot", Duration.ofHours(1)).blob();
    }

    @AfterEach
    void stop() throws Exception {
        executor.shutdownNow();
        for (AgentClient client : clients) {
            client.close();
        }
        fixture.close();
        // Java may list a thread for a moment after its end.
        await().untilAsserted(() -> assertThat(fixture.threads()).isEmpty());
    }

    @Test
    void fiftyThousandBadRequestsOverTheSocket() throws Exception {
        System.out.println("Requests of the seed -Dwebpaas.seed=" + seed);
        RandomFrames frames = new RandomFrames(seed, certificate, host);
        long before = heap();
        AgentClient client = connect();
        int hangUps = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] request = frames.next();
            try {
                byte[] answer = client.ask(request);
                boolean isExpected =
                        request[0] == AgentProtocol.SIGN_REQUEST || answer[0] != AgentProtocol.SIGN_RESPONSE;
                assertThat(isExpected).as("seed %d, request %d", seed, i).isTrue();
            } catch (EOFException e) {
                assertThat(request).as("seed %d, request %d", seed, i).isEmpty();
                client.close();
                client = connect();
                hangUps++;
            }
        }
        assertThat(hangUps).as("empty requests").isPositive();
        assertServes();
        assertThat(heap() - before).as("bytes kept").isLessThan(8 * MEBIBYTE);
    }

    /** The noise is not divided into frames. */
    @Test
    void noiseOverTheSocket() throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            try (AgentClient client = fixture.connect()) {
                client.send(Arrays.copyOf(noise, noise.length / 2));
                client.send(Arrays.copyOfRange(noise, noise.length / 2, noise.length));
            } catch (IOException e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining("Broken pipe");
            }
        }
        assertServes();
    }

    @Test
    void tenThousandClientsOneAfterTheOther() throws Exception {
        long before = heap();
        long files = openFiles();
        for (int i = 0; i < 10_000; i++) {
            try (AgentClient client = fixture.connect()) {
                assertThat((int) client.ask(AgentClient.LIST)[0]).isEqualTo(AgentProtocol.IDENTITIES_ANSWER);
            }
        }
        assertThat(heap() - before).as("bytes kept").isLessThan(8 * MEBIBYTE);
        await().untilAsserted(() -> assertThat(openFiles()).isLessThanOrEqualTo(files + 4));
    }

    @Test
    void moreClientsAtATimeThanTheLimit() throws Exception {
        Callable<Void> client = () -> {
            for (int i = 0; i < 10; i++) {
                try (AgentClient agent = fixture.connect()) {
                    assertThat((int) agent.ask(AgentClient.LIST)[0]).isEqualTo(AgentProtocol.IDENTITIES_ANSWER);
                    assertThat((int) agent.ask(RandomFrames.signRequest(certificate))[0])
                            .isEqualTo(AgentProtocol.SIGN_RESPONSE);
                }
            }
            return null;
        };
        List<Future<Void>> futures = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            futures.add(executor.submit(client));
        }
        int most = 0;
        for (Future<Void> future : futures) {
            most = Math.max(most, fixture.threads().size());
            future.get();
        }
        assertThat(most).as("threads").isBetween(1, MAX_THREADS);
    }

    /** Two clients come at once, so that they and the threads compete for the last place. */
    @Test
    void aClientBeyondTheLimitWaitsForAPlace() throws Exception {
        while (clients.size() < MAX_CLIENTS - 1) {
            connect().ask(AgentClient.LIST);
        }
        for (int i = 0; i < 500; i++) {
            try (AgentClient first = fixture.connect();
                    AgentClient second = fixture.connect()) {
                second.send(new SshWriter().writeString(AgentClient.LIST).toByteArray());
                first.ask(AgentClient.LIST);
                first.ask(AgentClient.LIST);
                assertThat(second.isAnswered()).as("round %d", i).isFalse();
                first.close();
                assertThat((int) second.answer()[0]).isEqualTo(AgentProtocol.IDENTITIES_ANSWER);
            }
        }
    }

    @Test
    void headersOfAHundredMegabytesTakeNoMemory() throws Exception {
        long before = heap();
        byte[] header = ByteBuffer.allocate(Integer.BYTES).putInt(100_000_000).array();
        for (int i = 0; i < 2_000; i++) {
            try (AgentClient client = fixture.connect()) {
                client.send(header);
                assertThat(client.isHungUp()).isTrue();
            }
        }
        assertThat(heap() - before).as("bytes kept").isLessThan(8 * MEBIBYTE);
    }

    /** A client can announce a length with four bytes. */
    @Test
    void announcedLengthsTakeNoMemory() throws Exception {
        long before = heap();
        byte[] header = ByteBuffer.allocate(Integer.BYTES).putInt(MAX_REQUEST).array();
        while (clients.size() < MAX_CLIENTS - 1) {
            AgentClient client = connect();
            client.ask(AgentClient.LIST);
            client.send(header);
        }
        for (int i = 0; i < 100; i++) {
            assertServes(); // all threads see the headers
        }
        assertThat(heap() - before).as("bytes in use").isLessThan(8 * MEBIBYTE);
    }

    @Test
    void theLongestRequestsAreAnsweredAndTheirMemoryIsReleased() throws Exception {
        long before = heap();
        byte[] request = new byte[MAX_REQUEST];
        while (clients.size() < MAX_CLIENTS - 1) {
            assertThat((int) connect().ask(request)[0]).isEqualTo(AgentProtocol.FAILURE);
        }
        assertThat(heap() - before).as("bytes kept").isLessThan(8 * MEBIBYTE);
        for (AgentClient client : clients) {
            assertThat((int) client.ask(AgentClient.LIST)[0]).isEqualTo(AgentProtocol.IDENTITIES_ANSWER);
        }
    }

    /** Clients send half frames of the greatest length, and are dropped after 30 s. Until then, other clients are served. */
    @Test
    void slowWritersAreDroppedInTheEnd() throws Exception {
        long before = heap();
        byte[] half = Arrays.copyOf(
                ByteBuffer.allocate(Integer.BYTES).putInt(MAX_REQUEST).array(), MAX_REQUEST / 2);
        long start = System.nanoTime();
        for (int i = 0; i < MAX_CLIENTS - 1; i++) {
            connect().send(half);
        }
        assertServes();
        assertThat(heap() - before).as("bytes in use").isLessThan(100L * MEBIBYTE);
        connect().send(half);
        Future<byte[]> next = executor.submit(() -> fixture.connect().ask(AgentClient.LIST));
        await().pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(45)).until(next::isDone);

        assertThat((int) next.get()[0]).isEqualTo(AgentProtocol.IDENTITIES_ANSWER);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(29));
        for (AgentClient client : clients) {
            assertThat(client.isHungUp()).isTrue();
        }
        clients.clear();
        assertThat(heap() - before).as("bytes kept").isLessThan(8 * MEBIBYTE);
    }

    @Test
    void aClientThatReadsNoAnswersDelaysNoOther() throws Exception {
        AgentClient greedy = connect();
        byte[] request = new SshWriter().writeString(AgentClient.LIST).toByteArray();
        Future<?> sender = executor.submit(() -> {
            while (true) {
                greedy.send(request);
            }
        });
        for (int i = 0; i < 1_000; i++) {
            assertServes();
        }
        assertThat(sender.isDone()).isFalse();
        greedy.close();
        assertThatThrownBy(sender::get).hasCauseInstanceOf(IOException.class);
    }

    private void assertServes() throws IOException {
        try (AgentClient client = fixture.connect()) {
            assertThat((int) client.ask(AgentClient.LIST)[0]).isEqualTo(AgentProtocol.IDENTITIES_ANSWER);
        }
    }

    private AgentClient connect() throws IOException {
        AgentClient client = fixture.connect();
        clients.add(client);
        return client;
    }

    /** Returns the bytes in use, without garbage. */
    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long openFiles() throws IOException {
        Path own = Path.of("/proc/self/fd");
        if (!Files.isDirectory(own)) {
            return 0;
        }
        try (var files = Files.list(own)) {
            return files.count();
        }
    }
}
