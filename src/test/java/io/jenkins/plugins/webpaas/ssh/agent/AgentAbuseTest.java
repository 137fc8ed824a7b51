package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

/** The SSH agent's socket in the hands of clients that are slow, many, greedy, or late. */
class AgentAbuseTest {
    private static final int MOST_CONNECTIONS = 256;
    private static final int MOST_THREADS = 4;
    private static final int MEBIBYTE = 1 << 20;

    /** The length of the longest request, in bytes. */
    private static final int LONGEST = 256 * 1024;

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("webpaas.seed", new SplittableRandom().nextLong());
    private final SshKeyPair key = SshKeyPair.generate();
    private final SshKeyPair host = SshKeyPair.generate();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<AgentClient> clients = new ArrayList<>();
    private Certificate certificate;
    private Path socket;
    private SshAgent agent;

    @BeforeEach
    void start() throws Exception {
        certificate =
                new UserAuthority(Files.createDirectory(directory.resolve("ca"))).sign(key.publicLine("x"), "bot");
        Path home = Files.createDirectory(
                directory.resolve("s"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        socket = SshAgent.socket(home);
        agent = SshAgent.start(home, hostKey -> Arrays.equals(hostKey, host.publicBlob()), false);
        agent.putIdentity(new Identity(key, certificate, Duration.ofHours(1)));
    }

    @AfterEach
    void stop() throws Exception {
        executor.shutdownNow();
        for (AgentClient client : clients) {
            client.close();
        }
        agent.close();
        // They are done, but Java may show them for a moment.
        await().untilAsserted(() -> assertThat(threads()).isZero());
    }

    @Test
    void fiftyThousandBadRequestsOverTheSocket() throws Exception {
        System.out.println("Requests of the seed -Dwebpaas.seed=" + seed);
        RandomFrames frames = new RandomFrames(seed, certificate.blob(), host);
        long before = heap();
        AgentClient client = connect();
        int hangUps = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] request = frames.next();
            try {
                byte[] answer = client.ask(request);
                boolean isAsked = request[0] == AgentMessage.SIGN_REQUEST || answer[0] != AgentMessage.SIGN_RESPONSE;
                assertThat(isAsked).as("seed %d, request %d", seed, i).isTrue();
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

    /** Bytes that are no frames, in pieces of any size. */
    @Test
    void noiseOverTheSocket() throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            try (AgentClient client = new AgentClient(socket)) {
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
            try (AgentClient client = new AgentClient(socket)) {
                assertThat((int) client.ask(AgentClient.LIST)[0]).isEqualTo(AgentMessage.IDENTITIES_ANSWER);
            }
        }
        assertThat(heap() - before).as("bytes kept").isLessThan(8 * MEBIBYTE);
        await().untilAsserted(() -> assertThat(openFiles()).isLessThanOrEqualTo(files + 4));
    }

    @Test
    void moreClientsAtATimeThanItTakes() throws Exception {
        Callable<Void> client = () -> {
            for (int i = 0; i < 10; i++) {
                try (AgentClient one = new AgentClient(socket)) {
                    assertThat((int) one.ask(AgentClient.LIST)[0]).isEqualTo(AgentMessage.IDENTITIES_ANSWER);
                    assertThat((int) one.ask(RandomFrames.signRequest(certificate.blob()))[0])
                            .isEqualTo(AgentMessage.SIGN_RESPONSE);
                }
            }
            return null;
        };
        List<Future<Void>> served = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            served.add(executor.submit(client));
        }
        int most = 0;
        for (Future<Void> one : served) {
            most = Math.max(most, threads());
            one.get();
        }
        assertThat(most).as("threads").isBetween(1, MOST_THREADS);
    }

    /** Two come at once, so that they, and the threads, compete for the last place. */
    @Test
    void whoFindsNoPlaceWaitsForOne() throws Exception {
        while (clients.size() < MOST_CONNECTIONS - 1) {
            connect().ask(AgentClient.LIST);
        }
        for (int i = 0; i < 500; i++) {
            try (AgentClient first = new AgentClient(socket);
                    AgentClient second = new AgentClient(socket)) {
                second.send(new SshWriter().writeString(AgentClient.LIST).toByteArray());
                first.ask(AgentClient.LIST);
                first.ask(AgentClient.LIST);
                assertThat(second.isAnswered()).as("round %d", i).isFalse();
                first.close();
                assertThat((int) second.answer()[0]).isEqualTo(AgentMessage.IDENTITIES_ANSWER);
            }
        }
    }

    @Test
    void headersOfAHundredMegabytesTakeNoMemory() throws Exception {
        long before = heap();
        byte[] header = ByteBuffer.allocate(Integer.BYTES).putInt(100_000_000).array();
        for (int i = 0; i < 2_000; i++) {
            try (AgentClient client = new AgentClient(socket)) {
                client.send(header);
                assertThat(client.isHungUp()).isTrue();
            }
        }
        assertThat(heap() - before).as("bytes kept").isLessThan(8 * MEBIBYTE);
    }

    /** To announce a length costs a client four bytes. */
    @Test
    void lengthsThatAreAnnouncedTakeNoMemory() throws Exception {
        long before = heap();
        byte[] header = ByteBuffer.allocate(Integer.BYTES).putInt(LONGEST).array();
        while (clients.size() < MOST_CONNECTIONS - 1) {
            AgentClient client = connect();
            client.ask(AgentClient.LIST);
            client.send(header);
        }
        for (int i = 0; i < 100; i++) {
            assertServes(); // so that all threads have seen the headers
        }
        assertThat(heap() - before).as("bytes in use").isLessThan(8 * MEBIBYTE);
    }

    @Test
    void theLongestRequestsAreAnsweredAndTheirRoomIsGivenBack() throws Exception {
        long before = heap();
        byte[] request = new byte[LONGEST];
        while (clients.size() < MOST_CONNECTIONS - 1) {
            assertThat((int) connect().ask(request)[0]).isEqualTo(AgentMessage.FAILURE);
        }
        assertThat(heap() - before).as("bytes kept").isLessThan(8 * MEBIBYTE);
        for (AgentClient client : clients) {
            assertThat((int) client.ask(AgentClient.LIST)[0]).isEqualTo(AgentMessage.IDENTITIES_ANSWER);
        }
    }

    /** Half frames of the greatest length; each is dropped after 30 s, and while they last there is room for others. */
    @Test
    void slowWritersAreDroppedInTheEnd() throws Exception {
        long before = heap();
        byte[] half =
                Arrays.copyOf(ByteBuffer.allocate(Integer.BYTES).putInt(LONGEST).array(), LONGEST / 2);
        long start = System.nanoTime();
        for (int i = 0; i < MOST_CONNECTIONS - 1; i++) {
            connect().send(half);
        }
        assertServes();
        assertThat(heap() - before).as("bytes in use").isLessThan(100L * MEBIBYTE);
        connect().send(half);
        Future<byte[]> next = executor.submit(() -> new AgentClient(socket).ask(AgentClient.LIST));
        await().pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(45)).until(next::isDone);

        assertThat((int) next.get()[0]).isEqualTo(AgentMessage.IDENTITIES_ANSWER);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(29));
        for (AgentClient client : clients) {
            assertThat(client.isHungUp()).isTrue();
        }
        clients.clear();
        assertThat(heap() - before).as("bytes kept").isLessThan(8 * MEBIBYTE);
    }

    /** Who asks on and reads no answer keeps its own connection busy, and no one else's. */
    @Test
    void oneThatDoesNotRead() throws Exception {
        AgentClient greedy = connect();
        byte[] request = new SshWriter().writeString(AgentClient.LIST).toByteArray();
        Future<?> asking = executor.submit(() -> {
            while (true) {
                greedy.send(request);
            }
        });
        for (int i = 0; i < 1_000; i++) {
            assertServes();
        }
        assertThat(asking.isDone()).isFalse();
        greedy.close();
        assertThatThrownBy(asking::get).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void nothingIsSignedAfterTheEndOfTheCertificate() throws Exception {
        AgentClient client = connect();
        byte[] request = RandomFrames.signRequest(certificate.blob());
        assertThat((int) client.ask(request)[0]).isEqualTo(AgentMessage.SIGN_RESPONSE);
        Duration left = Duration.ofMillis(500);
        agent.putIdentity(new Identity(key, certificate, left));
        long end = System.nanoTime() + left.toNanos();
        int signed = 0;
        try {
            while (true) {
                boolean isLate = System.nanoTime() > end;
                if (client.ask(request)[0] == AgentMessage.SIGN_RESPONSE) {
                    assertThat(isLate).isFalse();
                    signed++;
                }
            }
        } catch (IOException e) {
            assertThat(agent.isOpen()).as("hangs up because it closes").isFalse();
        }
        assertThat(signed).isPositive();
    }

    @Test
    void nothingIsSignedAfterTheClose() throws Exception {
        byte[] request = RandomFrames.signRequest(certificate.blob());
        List<Future<Long>> lasts = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            AgentClient client = connect();
            assertThat((int) client.ask(request)[0]).isEqualTo(AgentMessage.SIGN_RESPONSE);
            lasts.add(executor.submit(() -> {
                long last = 0;
                try {
                    while (true) {
                        long asked = System.nanoTime();
                        client.ask(request);
                        last = asked;
                    }
                } catch (IOException e) {
                    return last;
                }
            }));
        }
        agent.close();
        long closed = System.nanoTime();
        for (Future<Long> last : lasts) {
            assertThat(last.get() - closed)
                    .as("when the last that was answered was asked")
                    .isNegative();
        }
        assertThat(socket).doesNotExist();
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    }

    private void assertServes() throws IOException {
        try (AgentClient client = new AgentClient(socket)) {
            assertThat((int) client.ask(AgentClient.LIST)[0]).isEqualTo(AgentMessage.IDENTITIES_ANSWER);
        }
    }

    private AgentClient connect() throws IOException {
        AgentClient client = new AgentClient(socket);
        clients.add(client);
        return client;
    }

    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("webpaas-ssh-agent"))
                .count();
    }

    /** Bytes in use, without garbage. */
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
