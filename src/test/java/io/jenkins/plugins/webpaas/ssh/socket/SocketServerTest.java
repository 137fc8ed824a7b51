package io.jenkins.plugins.webpaas.ssh.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of private sockets, and the threads that serve them. */
class SocketServerTest {
    private static final FrameLimits LIMITS = new FrameLimits(1000, 10_000);
    private static final String THREADS = "webpaas-test-clients";
    private static final byte[] REQUEST = {1};
    private static final byte[] ANSWER = {42};
    private static final Set<Thread.State> STOPPED = Set.of(Thread.State.BLOCKED, Thread.State.TERMINATED);
    private static final int MORE_THAN_PLACES = SocketServer.MAX_CLIENTS + 10;

    @TempDir
    private Path directory;

    private final WorkerPool workers = new WorkerPool(THREADS);
    private final TestHost host = new TestHost();
    private final List<SocketChannel> channels = new ArrayList<>();
    private SocketServer clients;
    private Path socket;

    private static final class TestHost implements SocketServer.Host {
        private volatile boolean isReady = true;
        private volatile boolean isNeeded = true;
        private volatile RequestHandler handler = request -> ANSWER;
        private volatile boolean fails;
        private volatile Runnable onGreeting = () -> {};
        private final AtomicInteger left = new AtomicInteger();

        @Override
        public boolean isReady() {
            return isReady;
        }

        @Override
        public RequestHandler greet(SocketChannel client) throws IOException {
            if (fails) {
                throw new IOException("The system does not say who that is");
            }
            onGreeting.run();
            return handler;
        }

        @Override
        public boolean isNeeded() {
            return isNeeded;
        }

        @Override
        public void stopped() {
            left.incrementAndGet();
        }
    }

    @BeforeEach
    void open() throws Exception {
        PrivateSocket own = PrivateSocket.bind(directory, "agent");
        socket = own.path();
        clients = SocketServer.open(own, host, workers, LIMITS);
    }

    @AfterEach
    void close() throws Exception {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        clients.close();
        assertThat(threads()).isEmpty();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(THREADS))
                .toList();
    }

    private byte[] ask() throws IOException {
        return ask(socket);
    }

    private static byte[] ask(Path socket) throws IOException {
        return new FrameClient(socket, 1000, Duration.ofSeconds(60)).ask(REQUEST);
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        channels.add(channel);
        return channel;
    }

    private static void send(SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 1, 1}));
    }

    private static void assertIsAnswered(SocketChannel channel) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(5);
        while (answer.hasRemaining()) {
            assertThat(channel.read(answer)).isPositive();
        }
        assertThat(answer.array()).containsExactly(0, 0, 0, 1, 42);
    }

    /** An end with requests unread is a reset. */
    private static boolean isAtItsEnd(SocketChannel channel) {
        try {
            return channel.read(ByteBuffer.allocate(100)) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void moreClientsThanThereArePlacesAreServedOneAfterTheOther() throws Exception {
        for (int i = 0; i < MORE_THAN_PLACES; i++) {
            assertThat(ask()).isEqualTo(ANSWER);
        }
        assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
    }

    @Test
    void aClientThatIsSentAwayHasNoPlace() throws Exception {
        host.handler = null;
        for (int i = 0; i < MORE_THAN_PLACES; i++) {
            assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
        }
        host.handler = request -> ANSWER;
        assertThat(ask()).isEqualTo(ANSWER);
    }

    @Test
    void aClientThatCannotBeGreetedHasNoPlace() throws Exception {
        host.fails = true;
        for (int i = 0; i < MORE_THAN_PLACES; i++) {
            assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
        }
        host.fails = false;
        assertThat(ask()).isEqualTo(ANSWER);
    }

    @Test
    void aClientWhoseRequestFailsIsAloneInThat() throws Exception {
        host.handler = request -> {
            throw new IllegalStateException("Of a request");
        };
        for (int i = 0; i < MORE_THAN_PLACES; i++) {
            assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
        }
        host.handler = request -> ANSWER;
        assertThat(ask()).isEqualTo(ANSWER);
    }

    @Test
    void whereNobodyWaitsNoPlaceIsTaken() throws Exception {
        host.isReady = false;
        for (int i = 0; i < MORE_THAN_PLACES; i++) {
            assertThat(clients.accept()).isNull();
        }
        assertThat(clients.acceptsClients()).isFalse();
        host.isReady = true;
        assertThat(clients.acceptsClients()).isTrue();
    }

    @Test
    void thereAreSoManyPlacesAndThenOthersWait() throws Exception {
        while (channels.size() < SocketServer.MAX_CLIENTS) {
            SocketChannel client = connect();
            send(client);
            assertIsAnswered(client);
        }
        assertThat(clients.acceptsClients()).isFalse();
        assertThat(clients.accept()).isNull();
        SocketChannel next = connect();
        send(next);
        channels.get(0).close();
        assertIsAnswered(next);
    }

    @Test
    void clientsWaitUntilTheHostIsReady() throws Exception {
        host.isReady = false;
        clients.wake();
        assertThat(clients.acceptsClients()).isFalse();
        SocketChannel client = connect();
        send(client);

        host.isReady = true;
        clients.wake();
        assertIsAnswered(client);
    }

    @Test
    void whenItIsNotNeededItCloses() throws Exception {
        SocketChannel client = connect();
        send(client);
        assertIsAnswered(client);
        host.isNeeded = false;

        await().until(() -> host.left.get() > 0);

        assertThat(clients.isOpen()).isFalse();
        assertThat(socket).doesNotExist();
        assertThat(client.read(ByteBuffer.allocate(1))).isNegative();
        await().until(() -> threads().isEmpty());
    }

    @Test
    void stopsOnce() throws Exception {
        SocketChannel client = connect();
        send(client);
        assertIsAnswered(client);
        assertThat(clients.isOpen()).isTrue();

        clients.stop();
        clients.stop();

        assertThat(host.left).hasValue(1);
        assertThat(clients.isOpen()).isFalse();
        assertThat(socket).doesNotExist();
        assertThat(client.read(ByteBuffer.allocate(1))).isNegative();
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    }

    /** Two clients that come at a time make a thread ask for help, just when another thread closes the socket. */
    @Test
    void closesWhileClientsCome() throws Exception {
        Thread closing = new Thread(clients::stop);
        closing.setDaemon(true);
        host.isReady = false;
        clients.wake();
        send(connect());
        send(connect());
        AtomicInteger greeted = new AtomicInteger();
        host.onGreeting = () -> {
            if (greeted.incrementAndGet() == 2) {
                closing.start();
                await().until(() -> STOPPED.contains(closing.getState()));
            }
        };

        host.isReady = true;
        clients.wake();

        await().until(() -> host.left.get() == 1);
        for (SocketChannel client : channels) {
            await().until(() -> isAtItsEnd(client));
        }
    }

    @Test
    void theThreadsServeOtherSocketsOn() throws Exception {
        assertThat(ask()).isEqualTo(ANSWER);
        Path elsewhere = Files.createDirectory(directory.resolve("other"));
        TestHost second = new TestHost();
        try (SocketServer other = SocketServer.open(PrivateSocket.bind(elsewhere, "agent"), second, workers, LIMITS)) {
            assertThat(ask(elsewhere.resolve("agent"))).isEqualTo(ANSWER);
            assertThat(ask()).isEqualTo(ANSWER);

            clients.close();

            assertThat(socket).doesNotExist();
            assertThat(ask(elsewhere.resolve("agent"))).isEqualTo(ANSWER);
            assertThat(other.isOpen()).isTrue();
        }
        assertThat(threads()).isEmpty();
    }

    /** Clients that stay are spread over the threads, which takes a second or two. */
    @Test
    void whereManyComeAtATimeThreadsHelpEachOther() throws Exception {
        int most = Math.min(4, Runtime.getRuntime().availableProcessors());
        Set<Thread> busy = ConcurrentHashMap.newKeySet();
        host.handler = request -> {
            busy.add(Thread.currentThread());
            return ANSWER;
        };
        host.isReady = false;
        clients.wake();
        for (int i = 0; i < 64; i++) {
            send(connect());
        }
        host.isReady = true;
        clients.wake();
        for (SocketChannel client : channels) {
            assertIsAnswered(client);
        }

        await().until(() -> {
            busy.clear();
            for (SocketChannel client : channels) {
                send(client);
                assertIsAnswered(client);
            }
            return busy.size() == most;
        });
        assertThat(threads()).hasSize(most).allMatch(Thread::isDaemon);
        assertThat(workers.idlest().load()).isGreaterThan(1);
    }
}
