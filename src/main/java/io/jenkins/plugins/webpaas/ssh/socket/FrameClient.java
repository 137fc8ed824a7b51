package io.jenkins.plugins.webpaas.ssh.socket;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** The other end of a private socket: sends a request and reads the answer, within a time. */
public final class FrameClient {
    private final Path socket;
    private final int longest;
    private final Duration patience;

    /**
     * @param longest of an answer, in bytes
     * @param patience for a request and its answer together
     */
    public FrameClient(Path socket, int longest, Duration patience) {
        this.socket = socket;
        this.longest = longest;
        this.patience = patience;
    }

    /**
     * Asks over a connection of its own.
     *
     * @param request without its length
     * @return the answer without its length
     * @throws IOException if no program of this user listens, or none answers in time
     */
    public byte[] ask(byte[] request) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            // Such a connection is there at once, or refused.
            if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                throw new IOException("Too many programs wait at " + socket);
            }
            if (!CurrentUser.isPeerOf(channel)) {
                throw new IOException("Another user's program listens at " + socket);
            }
            SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
            ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + request.length)
                    .putInt(request.length)
                    .put(request)
                    .flip();
            while (out.hasRemaining()) {
                await(selector, end);
                channel.write(out);
            }
            key.interestOps(SelectionKey.OP_READ);
            int length = read(channel, selector, Integer.BYTES, end).getInt();
            if (length < 1 || length > longest) {
                throw new IOException("An answer of " + length + " bytes at " + socket);
            }
            return read(channel, selector, length, end).array();
        }
    }

    private ByteBuffer read(SocketChannel channel, Selector selector, int length, long end) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            await(selector, end);
            if (channel.read(in) < 0) {
                throw new EOFException("No answer at " + socket);
            }
        }
        return in.flip();
    }

    private void await(Selector selector, long end) throws IOException {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0 || Thread.currentThread().isInterrupted()) {
            throw new IOException("No answer at " + socket + " within " + patience.toSeconds() + " s");
        }
        selector.select(ready -> {}, left);
    }
}
