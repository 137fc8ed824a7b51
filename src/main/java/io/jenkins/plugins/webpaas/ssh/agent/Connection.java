package io.jenkins.plugins.webpaas.ssh.agent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** One client's connection: frames of a length and a message (draft-ietf-sshm-ssh-agent, section 3), one after the other. */
final class Connection implements Closeable {
    /** Instead of something to wait for: the client has left, or broken the protocol. */
    static final int NOTHING = 0;

    /** OpenSSH's own limit, in bytes. */
    private static final int LONGEST_FRAME = 256 * 1024;

    /** Room for all requests that OpenSSH makes to log in, in bytes. */
    private static final int USUAL = 4096;

    private static final Duration BETWEEN_REQUESTS = Duration.ofMinutes(10);
    private static final Duration WITHIN_REQUEST = Duration.ofSeconds(30);

    private final SocketChannel channel;
    private final Conversation conversation;
    private ByteBuffer in = ByteBuffer.allocate(USUAL);
    private ByteBuffer out = ByteBuffer.allocate(0);
    private boolean isIdle = true;
    private long deadline;

    /** @param channel in non-blocking mode */
    Connection(SocketChannel channel, Conversation conversation) {
        this.channel = channel;
        this.conversation = conversation;
        allow(BETWEEN_REQUESTS);
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
            if (length < 1 || length > LONGEST_FRAME) {
                return NOTHING;
            }
            if (in.position() < Integer.BYTES + length) {
                grow(Integer.BYTES + length);
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
        byte[] answer = conversation.answer(request);
        out = ByteBuffer.allocate(Integer.BYTES + answer.length)
                .putInt(answer.length)
                .put(answer)
                .flip();
        channel.write(out);
        isIdle = true;
    }

    /** With what has come, whatever length is announced: a length costs a client nothing. */
    private void grow(int announced) {
        if (!in.hasRemaining()) {
            in = ByteBuffer.allocate(Math.min(announced, 2 * in.capacity())).put(in.flip());
        }
    }

    /** The time for a request runs from its first byte to the last of its answer, however they come. */
    private void rest() {
        boolean wasIdle = isIdle;
        isIdle = in.position() == 0 && !out.hasRemaining();
        if (isIdle && in.capacity() > USUAL) {
            in = ByteBuffer.allocate(USUAL);
        }
        if (isIdle || wasIdle) {
            allow(isIdle ? BETWEEN_REQUESTS : WITHIN_REQUEST);
        }
    }

    private void allow(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
