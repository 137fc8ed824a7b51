package io.jenkins.plugins.webpaas.ssh.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import io.jenkins.plugins.webpaas.ssh.agent.SessionHosts;
import io.jenkins.plugins.webpaas.ssh.socket.WorkerPool;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a session of the SSH agent's process whose socket a build deletes. */
class ServedSessionTest {
    @TempDir
    private Path directory;

    @Test
    void aSessionThatWaitsForItsCertificateKeepsItsKeyWithoutItsSocket() throws Exception {
        ServedSessions sessions = new ServedSessions(new WorkerPool("webpaas-test-session"));
        String key = open(sessions);
        Path socket = directory.resolve("agent");
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            Files.delete(socket);
            awaitEnd(client);
        }

        sessions.removeOver();
        assertThat(sessions.isEmpty()).isFalse();

        assertThat(open(sessions)).isEqualTo(key);
        assertThat(socket).exists();
        sessions.answer(request(ServedSessions.CLOSE).toByteArray());
    }

    /** Opens the session. Returns its public key. */
    private String open(ServedSessions sessions) {
        SessionHosts hosts = new SessionHosts(directory, Service.UPSUN.ssh().keyNames(), List.of());
        SshWriter request = hosts.write(request(ServedSessions.OPEN).writeByte(0));
        SshReader answer = new SshReader(sessions.answer(request.toByteArray()));
        assertThat(answer.readByte()).isEqualTo(ServedSessions.DONE);
        return answer.readText();
    }

    private SshWriter request(int type) {
        return new SshWriter().writeByte(type).writeText(directory.toString());
    }

    /** Waits until the SSH agent closes a connection. */
    private static void awaitEnd(SocketChannel client) {
        try {
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset"); // the SSH agent had not accepted the connection yet
        }
    }
}
