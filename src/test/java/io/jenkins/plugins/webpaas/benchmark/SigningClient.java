package io.jenkins.plugins.webpaas.benchmark;

import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Asks an SSH agent for signatures, as ssh does when it logs in with a certificate. Whose SSH agent it is makes no difference. */
final class SigningClient {
    private static final int REQUEST_IDENTITIES = 11;
    private static final int SIGN_REQUEST = 13;
    private static final int SIGN_RESPONSE = 14;
    private static final int USERAUTH_REQUEST = 50;
    private static final String CERTIFICATE = "ssh-ed25519-cert-v01@openssh.com";

    private final UnixDomainSocketAddress address;
    private final byte[] request;

    SigningClient(Path socket) throws IOException {
        address = UnixDomainSocketAddress.of(socket);
        byte[] key = certificate();
        byte[] login = new SshWriter()
                .writeString(new byte[32])
                .writeByte(USERAUTH_REQUEST)
                .writeText("project-main--app")
                .writeText("ssh-connection")
                .writeText("publickey")
                .writeByte(1)
                .writeText(CERTIFICATE)
                .writeString(key)
                .toByteArray();
        request = frame(new SshWriter()
                .writeByte(SIGN_REQUEST)
                .writeString(key)
                .writeString(login)
                .writeUint32(0)
                .toByteArray());
    }

    private static byte[] frame(byte[] message) {
        return new SshWriter().writeString(message).toByteArray();
    }

    private byte[] certificate() throws IOException {
        try (Connection connection = connect()) {
            SshReader answer = new SshReader(connection.ask(frame(new byte[] {REQUEST_IDENTITIES})));
            answer.readByte();
            for (long left = answer.readUint32(); left > 0; left--) {
                byte[] key = answer.readString();
                answer.readString(); // comment
                if (new SshReader(key).readText().equals(CERTIFICATE)) {
                    return key;
                }
            }
            throw new IOException("The SSH agent has no certificate");
        }
    }

    Connection connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(address);
        return new Connection(channel);
    }

    final class Connection implements AutoCloseable {
        private final SocketChannel channel;
        private final ByteBuffer out = ByteBuffer.allocateDirect(4096);
        private final ByteBuffer in = ByteBuffer.allocateDirect(4096);

        private Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void sign() throws IOException {
            if (ask(request)[0] != SIGN_RESPONSE) {
                throw new IOException("The SSH agent does not sign");
            }
        }

        private byte[] ask(byte[] frame) throws IOException {
            channel.write(out.clear().put(frame).flip());
            in.clear();
            do {
                if (channel.read(in) < 0) {
                    throw new EOFException("The SSH agent hung up");
                }
            } while (in.position() < Integer.BYTES || in.position() < Integer.BYTES + in.getInt(0));
            byte[] answer = new byte[in.getInt(0)];
            in.get(Integer.BYTES, answer);
            return answer;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
