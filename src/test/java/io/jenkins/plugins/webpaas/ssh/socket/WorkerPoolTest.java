package io.jenkins.plugins.webpaas.ssh.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.ssh.socket.SocketServer.FrameLimits;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Threads of private sockets on a system that limits threads, as containers do. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WorkerPoolTest {
    private static final FrameLimits LIMITS = new FrameLimits(1000, 10_000);
    private static final byte[] REQUEST = {0, 0, 0, 1, 1};

    @TempDir
    private Path directory;

    private final TestHost host = new TestHost();
    private final AtomicInteger refusals = new AtomicInteger();

    /** Returns a pool on a system that allows so many threads. */
    private WorkerPool pool(int allowed) {
        AtomicInteger started = new AtomicInteger();
        return new WorkerPool(worker -> new Thread(worker) {
            @Override
            public void start() {
                if (started.incrementAndGet() > allowed) {
                    refusals.incrementAndGet();
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.start();
            }
        });
    }

    @Test
    void theFirstThreadServesAllClientsIfTheSystemAllowsNoOther() throws Exception {
        host.isReady = false;
        PrivateSocket socket = new PrivateSocket(directory, "agent");
        List<SocketChannel> channels = new ArrayList<>();
        try (SocketServer server = SocketServer.open(socket, host, pool(1), LIMITS)) {
            for (int i = 0; i < 10; i++) {
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket.path()));
                channels.add(channel);
                channel.write(ByteBuffer.wrap(REQUEST));
            }
            host.isReady = true;
            server.wake();

            for (SocketChannel channel : channels) {
                assertThat(channel.read(ByteBuffer.allocate(100))).isPositive();
            }
            assertThat(refusals).hasPositiveValue();
        } finally {
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    @Test
    void withoutAnyThreadTheSocketDoesNotOpen() throws Exception {
        PrivateSocket socket = new PrivateSocket(directory, "agent");

        assertThatThrownBy(() -> SocketServer.open(socket, host, pool(0), LIMITS))
                .isInstanceOf(IOException.class)
                .hasMessage("The system allows no further thread");

        assertThat(socket.path()).doesNotExist();
    }
}
