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

/** A client of an SSH agent that sends any bytes. */
final class AgentClient implements Closeable {
    static final byte[] LIST = {AgentProtocol.REQUEST_IDENTITIES};

    /** The request {@link #LIST} with its length. */
    static final byte[] LIST_FRAME = {0, 0, 0, 1, AgentProtocol.REQUEST_IDENTITIES};

    private final SocketChannel channel;

    AgentClient(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    /** Sends a request, and returns the answer, both without their lengths. */
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

    /** @throws EOFException if the SSH agent closes the connection */
    byte[] answer() throws IOException {
        return read(read(Integer.BYTES).getInt()).array();
    }

    /** Tells whether an answer, or the end of the connection, can be read. */
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
