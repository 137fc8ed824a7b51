package io.jenkins.plugins.webpaas.ssh.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.ssh.socket.SocketServer.FrameLimits;
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

/** Clients of private sockets, with the threads that serve them. */
class SocketServerTest {
    private static final FrameLimits LIMITS = new FrameLimits(1000, 10_000);
    private static final String THREADS = "webpaas-test-clients";
    private static final byte[] REQUEST = {1};
    private static final byte[] ANSWER = TestHost.ANSWER;
    private static final Set<Thread.State> STOPPED = Set.of(Thread.State.BLOCKED, Thread.State.TERMINATED);
    private static final int MORE_THAN_MAX_CLIENTS = SocketServer.MAX_CLIENTS + 10;

    @TempDir
    private Path directory;

    private final WorkerPool workers = new WorkerPool(THREADS);
    private final TestHost host = new TestHost();
    private final List<SocketChannel> channels = new ArrayList<>();
    private SocketServer server;
    private Path socket;

    @BeforeEach
    void open() throws Exception {
        PrivateSocket privateSocket = new PrivateSocket(directory, "agent");
        socket = privateSocket.path();
        server = SocketServer.open(privateSocket, host, workers, LIMITS);
    }

    @AfterEach
    void close() throws Exception {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        server.close();
        await().until(() -> threads().isEmpty());
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
        return SocketClient.ask(socket, REQUEST, 1000, Duration.ofSeconds(60));
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

    /** Tells whether the server has closed the connection. With unread requests, the system reports a reset. */
    private static boolean isClosed(SocketChannel channel) {
        try {
            return channel.read(ByteBuffer.allocate(100)) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void moreClientsThanTheLimitAreServedOneAfterTheOther() throws Exception {
        for (int i = 0; i < MORE_THAN_MAX_CLIENTS; i++) {
            assertThat(ask()).isEqualTo(ANSWER);
        }
        assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
    }

    @Test
    void aRejectedClientTakesNoPlace() throws Exception {
        host.handler = null;
        for (int i = 0; i < MORE_THAN_MAX_CLIENTS; i++) {
            assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
        }
        host.handler = request -> ANSWER;
        assertThat(ask()).isEqualTo(ANSWER);
    }

    @Test
    void aClientThatCannotBeGreetedTakesNoPlace() throws Exception {
        host.failsToGreet = true;
        for (int i = 0; i < MORE_THAN_MAX_CLIENTS; i++) {
            assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
        }
        host.failsToGreet = false;
        assertThat(ask()).isEqualTo(ANSWER);
    }

    @Test
    void aFailedRequestTakesNoPlace() throws Exception {
        host.handler = request -> {
            throw new IllegalStateException("The request fails");
        };
        for (int i = 0; i < MORE_THAN_MAX_CLIENTS; i++) {
            assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
        }
        host.handler = request -> ANSWER;
        assertThat(ask()).isEqualTo(ANSWER);
    }

    @Test
    void acceptWithoutClientsTakesNoPlace() throws Exception {
        host.isReady = false;
        for (int i = 0; i < MORE_THAN_MAX_CLIENTS; i++) {
            assertThat(server.accept()).isNull();
        }
        assertThat(server.acceptsClients()).isFalse();
        host.isReady = true;
        assertThat(server.acceptsClients()).isTrue();
    }

    @Test
    void clientsBeyondTheLimitWait() throws Exception {
        while (channels.size() < SocketServer.MAX_CLIENTS) {
            SocketChannel client = connect();
            send(client);
            assertIsAnswered(client);
        }
        assertThat(server.acceptsClients()).isFalse();
        assertThat(server.accept()).isNull();
        SocketChannel next = connect();
        send(next);
        channels.get(0).close();
        assertIsAnswered(next);
    }

    @Test
    void clientsWaitUntilTheHostIsReady() throws Exception {
        host.isReady = false;
        server.wake();
        assertThat(server.acceptsClients()).isFalse();
        SocketChannel client = connect();
        send(client);

        host.isReady = true;
        server.wake();
        assertIsAnswered(client);
    }

    @Test
    void closesWhenItIsNotNeeded() throws Exception {
        SocketChannel client = connect();
        send(client);
        assertIsAnswered(client);
        host.isNeeded = false;

        await().until(() -> host.stops.get() > 0);

        assertThat(server.isOpen()).isFalse();
        assertThat(socket).doesNotExist();
        assertThat(client.read(ByteBuffer.allocate(1))).isNegative();
        await().until(() -> threads().isEmpty());
    }

    @Test
    void stopsOnce() throws Exception {
        SocketChannel client = connect();
        send(client);
        assertIsAnswered(client);
        assertThat(server.isOpen()).isTrue();

        server.close();
        server.close();

        assertThat(host.stops).hasValue(1);
        assertThat(server.isOpen()).isFalse();
        assertThat(socket).doesNotExist();
        assertThat(client.read(ByteBuffer.allocate(1))).isNegative();
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    }

    /** Two clients at the same time make a worker add a thread, while another thread closes the socket. */
    @Test
    void closesWhileClientsConnect() throws Exception {
        Thread closing = new Thread(server::close);
        closing.setDaemon(true);
        host.isReady = false;
        server.wake();
        send(connect());
        send(connect());
        AtomicInteger greeted = new AtomicInteger();
        host.onGreet = () -> {
            if (greeted.incrementAndGet() == 2) {
                closing.start();
                await().until(() -> STOPPED.contains(closing.getState()));
            }
        };

        host.isReady = true;
        server.wake();

        await().until(() -> host.stops.get() == 1);
        for (SocketChannel client : channels) {
            await().until(() -> isClosed(client));
        }
    }

    @Test
    void theThreadsContinueToServeOtherSockets() throws Exception {
        assertThat(ask()).isEqualTo(ANSWER);
        Path elsewhere = Files.createDirectory(directory.resolve("other"));
        TestHost second = new TestHost();
        try (SocketServer other = SocketServer.open(new PrivateSocket(elsewhere, "agent"), second, workers, LIMITS)) {
            assertThat(ask(elsewhere.resolve("agent"))).isEqualTo(ANSWER);
            assertThat(ask()).isEqualTo(ANSWER);

            server.close();

            assertThat(socket).doesNotExist();
            assertThat(ask(elsewhere.resolve("agent"))).isEqualTo(ANSWER);
            assertThat(other.isOpen()).isTrue();
        }
        await().until(() -> threads().isEmpty());
    }

    /** Clients that stay connected are distributed to all threads, which takes a second or two. */
    @Test
    void manyClientsAtATimeAreServedByAllThreads() throws Exception {
        int maxThreads = Math.min(4, Runtime.getRuntime().availableProcessors());
        Set<Thread> busy = ConcurrentHashMap.newKeySet();
        host.handler = request -> {
            busy.add(Thread.currentThread());
            return ANSWER;
        };
        host.isReady = false;
        server.wake();
        for (int i = 0; i < 64; i++) {
            send(connect());
        }
        host.isReady = true;
        server.wake();
        for (SocketChannel client : channels) {
            assertIsAnswered(client);
        }

        await().until(() -> {
            busy.clear();
            for (SocketChannel client : channels) {
                send(client);
                assertIsAnswered(client);
            }
            return busy.size() == maxThreads;
        });
        assertThat(threads()).hasSize(maxThreads).allMatch(Thread::isDaemon);
        assertThat(workers.idlest().load()).isGreaterThan(1);
    }
}
