package io.jenkins.plugins.webpaas.ssh.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.ssh.socket.SocketServer.FrameLimits;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's connection, served step by step in the test's own thread. */
class ClientConnectionTest {
    private static final int USUAL = 4096;
    private static final int MEMORY = 10_000;
    private static final FrameLimits LIMITS = new FrameLimits(100_000, MEMORY);

    @TempDir
    private Path directory;

    private final Semaphore memory = new Semaphore(MEMORY);
    private final List<byte[]> requests = new ArrayList<>();
    private byte[] answer = {42};
    private ServerSocketChannel server;
    private SocketChannel client;
    private ClientConnection connection;

    @BeforeEach
    void connect() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
        client = SocketChannel.open(address);
        SocketChannel accepted = server.accept();
        accepted.configureBlocking(false);
        connection = new ClientConnection(null, accepted, this::take, LIMITS, memory);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        client.close();
        server.close();
    }

    private byte[] take(byte[] request) {
        requests.add(request);
        return answer;
    }

    private static ByteBuffer frame(int length) {
        return ByteBuffer.allocate(Integer.BYTES + length).putInt(0, length);
    }

    private void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    private byte[] received() throws IOException {
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
        while (length.hasRemaining() && client.read(length) >= 0) {}
        ByteBuffer value = ByteBuffer.allocate(length.getInt(0));
        while (value.hasRemaining() && client.read(value) >= 0) {}
        return value.array();
    }

    /** Serves the connection until a number of requests are answered. */
    private void serveUntil(int answered) throws IOException {
        while (requests.size() < answered) {
            assertThat(connection.serve()).isEqualTo(SelectionKey.OP_READ);
        }
    }

    @Test
    void aRequestIsAnsweredAtOnce() throws Exception {
        send(ByteBuffer.wrap(new byte[] {0, 0, 0, 2, 7, 8}));

        assertThat(connection.serve()).isEqualTo(SelectionKey.OP_READ);

        assertThat(requests).containsExactly(new byte[] {7, 8});
        assertThat(received()).containsExactly(42);
    }

    @Test
    void requestsThatComeTogetherAreAnsweredOneAfterTheOther() throws Exception {
        send(ByteBuffer.wrap(new byte[] {0, 0, 0, 1, 7, 0, 0, 0, 1, 8, 0, 0}));
        connection.serve();
        assertThat(requests).containsExactly(new byte[] {7}, new byte[] {8});
        send(ByteBuffer.wrap(new byte[] {0, 1, 9}));
        connection.serve();

        assertThat(requests).endsWith(new byte[] {9});
        for (int i = 0; i < 3; i++) {
            assertThat(received()).containsExactly(42);
        }
    }

    @Test
    void aRequestMayComeByteByByte() throws Exception {
        for (byte b : new byte[] {0, 0, 0, 2, 7, 8}) {
            assertThat(requests).isEmpty();
            send(ByteBuffer.wrap(new byte[] {b}));
            assertThat(connection.serve()).isEqualTo(SelectionKey.OP_READ);
        }
        assertThat(requests).containsExactly(new byte[] {7, 8});
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 100_001, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void anAbsurdLengthIsTheEnd(int length) throws Exception {
        send(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));

        assertThat(connection.serve()).isEqualTo(ClientConnection.ENDED);
    }

    @Test
    void theLongestAndTheShortestAreTaken() throws Exception {
        memory.release(1_000_000);
        send(frame(1));
        serveUntil(1);
        send(frame(LIMITS.longest()));
        serveUntil(2);

        assertThat(requests).extracting(request -> request.length).containsExactly(1, LIMITS.longest());
    }

    @Test
    void aClientThatLeavesIsTheEnd() throws Exception {
        client.close();

        assertThat(connection.serve()).isEqualTo(ClientConnection.ENDED);
    }

    @Test
    void aClientThatDoesNotReadIsServedNoFurtherRequests() throws Exception {
        answer = new byte[4_000_000];
        send(frame(1));
        assertThat(connection.serve()).isEqualTo(SelectionKey.OP_WRITE);
        send(frame(1));
        assertThat(connection.serve()).isEqualTo(SelectionKey.OP_WRITE);
        assertThat(requests).hasSize(1);

        Thread reader = new Thread(() -> {
            try {
                received();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        reader.start();
        while (requests.size() < 2) {
            connection.serve();
        }
        reader.join();
        assertThat(connection.isOverdue()).isFalse();
    }

    @Test
    void aUsualRequestTakesNoCommonMemory() throws Exception {
        memory.drainPermits();
        send(frame(USUAL - Integer.BYTES));

        serveUntil(1);
    }

    @Test
    void aLongRequestTakesMemoryAsItComesAndGivesItBack() throws Exception {
        ByteBuffer request = frame(MEMORY + USUAL - Integer.BYTES);
        request.limit(USUAL);
        send(request);
        connection.serve();
        assertThat(memory.availablePermits()).isEqualTo(MEMORY - USUAL);
        request.limit(request.capacity());
        send(request);
        serveUntil(1);

        assertThat(memory.availablePermits()).isEqualTo(MEMORY);
        assertThat(connection.isOverdue()).isFalse();
    }

    @Test
    void aLengthThatIsAnnouncedTakesNoMemory() throws Exception {
        send(frame(50_000).limit(USUAL - 1));
        connection.serve();

        assertThat(memory.availablePermits()).isEqualTo(MEMORY);
    }

    @Test
    void withoutMemoryALongRequestEndsTheConnection() throws Exception {
        send(frame(MEMORY + USUAL - Integer.BYTES + 1));
        int next = SelectionKey.OP_READ;
        while (next == SelectionKey.OP_READ) {
            next = connection.serve();
        }

        assertThat(next).isEqualTo(ClientConnection.ENDED);
        assertThat(requests).isEmpty();
    }

    @Test
    void aConnectionThatIsClosedGivesItsMemoryBackOnce() throws Exception {
        send(frame(50_000).limit(USUAL));
        connection.serve();
        assertThat(memory.availablePermits()).isLessThan(MEMORY);

        connection.close();
        connection.close();

        assertThat(memory.availablePermits()).isEqualTo(MEMORY);
        assertThat(client.read(ByteBuffer.allocate(1))).isNegative();
    }

    @Test
    void noClientIsOverdueAtFirstNorWithinARequest() throws Exception {
        assertThat(connection.isOverdue()).isFalse();
        send(ByteBuffer.allocate(1));
        connection.serve();
        assertThat(connection.isOverdue()).isFalse();
    }
}
