package io.jenkins.plugins.webpaas.ssh.agent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** One client's connection: frames of a length and a message (draft-ietf-sshm-ssh-agent, section 3), one after the other. */
final class Connection implements Closeable {
    /** OpenSSH's own limit, in bytes. */
    private static final int LONGEST_FRAME = 256 * 1024;

    private static final Duration BETWEEN_REQUESTS = Duration.ofMinutes(10);
    private static final Duration WITHIN_REQUEST = Duration.ofSeconds(30);

    private final SocketChannel channel;
    private final Conversation conversation;
    private volatile long deadline;

    Connection(SocketChannel channel, Conversation conversation) {
        this.channel = channel;
        this.conversation = conversation;
        allow(BETWEEN_REQUESTS);
    }

    /** Whether the client has been silent, or in the middle of a request, for longer than it may. */
    boolean isOverdue() {
        return System.nanoTime() - deadline >= 0;
    }

    /** Answers until the client leaves, breaks the protocol, or the channel is closed. */
    void serve() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (read(buffer, Integer.BYTES)) {
            allow(WITHIN_REQUEST);
            int length = buffer.getInt(0);
            if (length < 1 || length > LONGEST_FRAME) {
                return;
            }
            buffer = withRoomFor(buffer, Integer.BYTES + length);
            if (!read(buffer, Integer.BYTES + length)) {
                return;
            }
            byte[] request = new byte[length];
            buffer.flip().position(Integer.BYTES).get(request);
            buffer.compact();
            allow(BETWEEN_REQUESTS);
            write(conversation.answer(request));
            allow(BETWEEN_REQUESTS);
        }
    }

    /** Reads until the buffer holds so many bytes; false if the client leaves before. */
    private boolean read(ByteBuffer buffer, int bytes) throws IOException {
        while (buffer.position() < bytes) {
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer withRoomFor(ByteBuffer buffer, int bytes) {
        return bytes <= buffer.capacity() ? buffer : ByteBuffer.allocate(bytes).put(buffer.flip());
    }

    private void write(byte[] answer) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + answer.length)
                .putInt(answer.length)
                .put(answer)
                .flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
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
