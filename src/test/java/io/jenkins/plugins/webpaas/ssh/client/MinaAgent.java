package io.jenkins.plugins.webpaas.ssh.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** MINA's client of SSH agents, with the JDK's Unix sockets: MINA's own sockets need a native library. */
final class MinaAgent extends AbstractAgentProxy {
    private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);

    MinaAgent(Path socket) throws IOException {
        super(null);
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    @Override
    protected synchronized Buffer request(Buffer request) throws IOException {
        OutputStream out = Channels.newOutputStream(channel);
        out.write(request.array(), request.rpos(), request.available());
        ByteBuffer length = read(Integer.BYTES);
        return new ByteArrayBuffer(read(length.getInt()).array());
    }

    private ByteBuffer read(int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("The SSH agent hung up");
            }
        }
        return buffer.flip();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        super.close();
    }
}
