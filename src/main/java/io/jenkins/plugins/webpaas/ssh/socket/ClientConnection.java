package io.jenkins.plugins.webpaas.ssh.socket;

import io.jenkins.plugins.webpaas.ssh.socket.SocketServer.FrameLimits;
import io.jenkins.plugins.webpaas.ssh.socket.SocketServer.RequestHandler;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** A client's connection, with frames of a length and a message (draft-ietf-sshm-ssh-agent, section 3), one after the other. */
final class ClientConnection implements Closeable {
    /** The result of {@link #serve} if the client has closed the connection or violated the protocol. */
    static final int ENDED = 0;

    /** Size of the buffer without long requests, in bytes. OpenSSH's requests for a login fit in. */
    private static final int USUAL = 4096;

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private static final Duration BETWEEN_REQUESTS = Duration.ofMinutes(10);
    private static final Duration WITHIN_REQUEST = Duration.ofSeconds(30);

    private final SocketServer server;
    private final SocketChannel channel;
    private final RequestHandler handler;
    private final FrameLimits limits;
    private final Semaphore memory;
    private ByteBuffer in = ByteBuffer.allocate(USUAL);
    private ByteBuffer out = NONE;
    private boolean isIdle = true;
    private long deadline;

    /**
     * @param channel the client's channel, in non-blocking mode
     * @param memory a permit for each free byte of {@link FrameLimits#memory}
     */
    ClientConnection(
            SocketServer server, SocketChannel channel, RequestHandler handler, FrameLimits limits, Semaphore memory) {
        this.server = server;
        this.channel = channel;
        this.handler = handler;
        this.limits = limits;
        this.memory = memory;
        setDeadline(BETWEEN_REQUESTS);
    }

    SocketServer server() {
        return server;
    }

    SocketChannel channel() {
        return channel;
    }

    /** Tells whether the time for the client's next request, or for the rest of a request, is over. */
    boolean isOverdue() {
        return System.nanoTime() - deadline >= 0;
    }

    /**
     * Reads requests and writes answers, as far as possible without waiting.
     *
     * @return the operation of {@link SelectionKey} to wait for before the next call, or {@link #ENDED}
     */
    int serve() throws IOException {
        if (!out.hasRemaining() && channel.read(in) < 0) {
            return ENDED;
        }
        channel.write(out);
        while (!out.hasRemaining() && in.position() >= Integer.BYTES) {
            int length = in.getInt(0);
            if (length < 1 || length > limits.longest()) {
                return ENDED;
            }
            if (in.position() < Integer.BYTES + length) {
                if (!grow(Integer.BYTES + length)) {
                    return ENDED;
                }
                break;
            }
            answer(length);
        }
        updateDeadline();
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
     * Enlarges a full buffer. Its size follows the received data, since a client can announce any length without sending data.
     *
     * @return false if there is not enough memory
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

    /** Starts the time for a request at its first byte, and ends that time after the last byte of the answer. */
    private void updateDeadline() {
        boolean wasIdle = isIdle;
        isIdle = in.position() == 0 && !out.hasRemaining();
        if (isIdle && in.capacity() > USUAL) {
            memory.release(in.capacity() - USUAL);
            in = ByteBuffer.allocate(USUAL);
        }
        if (isIdle || wasIdle) {
            setDeadline(isIdle ? BETWEEN_REQUESTS : WITHIN_REQUEST);
        }
    }

    private void setDeadline(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    @Override
    public synchronized void close() throws IOException {
        if (channel.isOpen()) {
            memory.release(in.capacity() - USUAL);
        }
        channel.close();
        // A selector may keep this object until its next selection.
        in = NONE;
        out = NONE;
    }
}
