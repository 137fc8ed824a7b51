package io.jenkins.plugins.webpaas.ssh.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.support.FullSocket;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of private sockets, with programs that answer, are silent, or violate the protocol. */
class SocketClientTest {
    private static final int LONGEST = 10;

    @TempDir
    private Path directory;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private Path socket;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws Exception {
        socket = directory.resolve("socket");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        executor.shutdownNow();
    }

    private byte[] ask(byte[] request) throws IOException {
        return SocketClient.ask(socket, request, LONGEST, Duration.ofSeconds(60));
    }

    /** @return the next request with its length; the connection is closed after the answer */
    private CompletableFuture<byte[]> serve(int length, byte... answer) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (SocketChannel channel = server.accept()) {
                        ByteBuffer request = ByteBuffer.allocate(length);
                        while (request.hasRemaining() && channel.read(request) >= 0) {}
                        channel.write(ByteBuffer.wrap(answer));
                        return request.array();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                executor);
    }

    @Test
    void sendsTheRequestAndBringsTheAnswer() throws Exception {
        CompletableFuture<byte[]> request = serve(6, (byte) 0, (byte) 0, (byte) 0, (byte) 2, (byte) 7, (byte) 8);

        assertThat(ask(new byte[] {1, 2})).containsExactly(7, 8);
        assertThat(request.get()).containsExactly(0, 0, 0, 2, 1, 2);
    }

    @Test
    void aRequestMayBeLongerThanTheSocketTakesAtOnce() throws Exception {
        int length = 4_000_000;
        CompletableFuture<byte[]> request =
                serve(Integer.BYTES + length, (byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 7);

        assertThat(ask(new byte[length])).containsExactly(7);
        assertThat(request.get()).hasSize(Integer.BYTES + length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, LONGEST + 1, -1})
    void anAnswerOfAnAbsurdLengthFails(int length) {
        serve(5, ByteBuffer.allocate(4).putInt(length).array());

        assertThatThrownBy(() -> ask(new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessage("An answer of " + length + " bytes at " + socket);
    }

    @Test
    void theLongestAnswerSucceeds() throws Exception {
        serve(5, ByteBuffer.allocate(4 + LONGEST).putInt(LONGEST).array());

        assertThat(ask(new byte[1])).hasSize(LONGEST);
    }

    @Test
    void anIncompleteAnswerFails() {
        serve(5, (byte) 0, (byte) 0, (byte) 0, (byte) 2, (byte) 7);

        assertThatThrownBy(() -> ask(new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessage("No answer at " + socket);
    }

    @Test
    void aSilentProgramIsNotWaitedForForEver() {
        assertThatThrownBy(() -> SocketClient.ask(socket, new byte[1], LONGEST, Duration.ofMillis(1500)))
                .isInstanceOf(IOException.class)
                .hasMessage("no answer at " + socket + " within 1 s");
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> ask(new byte[1])).isInstanceOf(IOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aProgramWithTooManyClientsIsNotWaitedFor() throws Exception {
        Path occupied = directory.resolve("full");
        try (FullSocket full = new FullSocket(occupied)) {
            assertThat(full).isNotNull();
            assertThatThrownBy(() -> SocketClient.ask(occupied, new byte[1], LONGEST, Duration.ofSeconds(60)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aRequestWithoutAListenerFails() throws Exception {
        server.close();

        assertThatThrownBy(() -> ask(new byte[1])).isInstanceOf(IOException.class);
    }
}
