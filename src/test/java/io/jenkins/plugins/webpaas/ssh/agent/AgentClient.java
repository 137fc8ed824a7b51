package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.ssh.SshWriter;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A client of an SSH agent that sends what it is told to. */
final class AgentClient implements Closeable {
    static final byte[] LIST = {AgentMessage.REQUEST_IDENTITIES};

    private final SocketChannel channel;

    AgentClient(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    /** A request with its length, and the answer without. */
    byte[] ask(byte[] request) throws IOException {
        send(new SshWriter().writeString(request).toByteArray());
        return answer();
    }

    void send(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** @throws EOFException if the SSH agent hung up */
    byte[] answer() throws IOException {
        return read(read(Integer.BYTES).getInt()).array();
    }

    /** Whether an answer, or the end, is there to be read. */
    boolean isAnswered() throws IOException {
        try (Selector selector = Selector.open()) {
            channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            return selector.selectNow() > 0;
        } finally {
            channel.configureBlocking(true);
        }
    }

    boolean isHungUp() throws IOException {
        return channel.read(ByteBuffer.allocate(1)) < 0;
    }

    private ByteBuffer read(int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
