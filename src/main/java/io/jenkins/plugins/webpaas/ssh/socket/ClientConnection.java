package io.jenkins.plugins.webpaas.ssh.socket;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** One client's connection: frames of a length and a message (draft-ietf-sshm-ssh-agent, section 3), one after the other. */
final class ClientConnection implements Closeable {
    /** Instead of something to wait for: the client has left, or broken the protocol. */
    static final int NOTHING = 0;

    /** Room for all requests that OpenSSH makes to log in, in bytes. */
    private static final int USUAL = 4096;

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private static final Duration BETWEEN_REQUESTS = Duration.ofMinutes(10);
    private static final Duration WITHIN_REQUEST = Duration.ofSeconds(30);

    private final SocketServer clients;
    private final SocketChannel channel;
    private final RequestHandler handler;
    private final FrameLimits limits;
    private final Semaphore memory;
    private ByteBuffer in = ByteBuffer.allocate(USUAL);
    private ByteBuffer out = NONE;
    private boolean isIdle = true;
    private long deadline;

    /**
     * @param channel in non-blocking mode
     * @param memory what is left of {@link FrameLimits#memory}
     */
    ClientConnection(
            SocketServer clients, SocketChannel channel, RequestHandler handler, FrameLimits limits, Semaphore memory) {
        this.clients = clients;
        this.channel = channel;
        this.handler = handler;
        this.limits = limits;
        this.memory = memory;
        allow(BETWEEN_REQUESTS);
    }

    /** The clients of the socket at which this one has come. */
    SocketServer clients() {
        return clients;
    }

    SocketChannel channel() {
        return channel;
    }

    /** Whether the client has been silent, or in the middle of a request, for longer than it may. */
    boolean isOverdue() {
        return System.nanoTime() - deadline >= 0;
    }

    /**
     * Reads and answers as far as that is possible at once.
     *
     * @return what to wait for before this is called again, as in {@link SelectionKey}, or {@link #NOTHING}
     */
    int serve() throws IOException {
        if (!out.hasRemaining() && channel.read(in) < 0) {
            return NOTHING;
        }
        channel.write(out);
        while (!out.hasRemaining() && in.position() >= Integer.BYTES) {
            int length = in.getInt(0);
            if (length < 1 || length > limits.longest()) {
                return NOTHING;
            }
            if (in.position() < Integer.BYTES + length) {
                if (!grow(Integer.BYTES + length)) {
                    return NOTHING;
                }
                break;
            }
            answer(length);
        }
        rest();
        return out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    }

    private void answer(int length) throws IOException {
        byte[] request = new byte[length];
        in.flip().position(Integer.BYTES).get(request);
        in.compact();
        byte[] answer = handler.answer(request);
        out = ByteBuffer.allocate(Integer.BYTES + answer.length)
                .putInt(answer.length)
                .put(answer)
                .flip();
        channel.write(out);
        isIdle = true;
    }

    /**
     * Makes room as data come, whatever length is announced: a length costs a client nothing.
     *
     * @return false if there is no memory left
     */
    private boolean grow(int announced) {
        if (in.hasRemaining()) {
            return true;
        }
        int capacity = Math.min(announced, 2 * in.capacity());
        if (!memory.tryAcquire(capacity - in.capacity())) {
            return false;
        }
        in = ByteBuffer.allocate(capacity).put(in.flip());
        return true;
    }

    private void shrink() {
        memory.release(in.capacity() - USUAL);
        in = ByteBuffer.allocate(USUAL);
    }

    /** The time for a request runs from its first byte to the last of its answer, however they come. */
    private void rest() {
        boolean wasIdle = isIdle;
        isIdle = in.position() == 0 && !out.hasRemaining();
        if (isIdle && in.capacity() > USUAL) {
            shrink();
        }
        if (isIdle || wasIdle) {
            allow(isIdle ? BETWEEN_REQUESTS : WITHIN_REQUEST);
        }
    }

    private void allow(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    @Override
    public synchronized void close() throws IOException {
        if (channel.isOpen()) {
            memory.release(in.capacity() - USUAL);
        }
        channel.close();
        // The selector may keep this object for a moment.
        in = NONE;
        out = NONE;
    }
}
