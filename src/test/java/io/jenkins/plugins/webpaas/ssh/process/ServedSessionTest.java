package io.jenkins.plugins.webpaas.ssh.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.Service;
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
        SessionHosts hosts = new SessionHosts(directory, Service.UPSUN.ssh().keyNames(), List.of());
        ServedSession session = new ServedSession(directory, hosts, false, new WorkerPool("webpaas-test-session"));
        String key = session.publicLine();
        Path socket = directory.resolve("agent");
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            Files.delete(socket);
            awaitEnd(client);
        }

        assertThat(session.isOver()).isFalse();

        session.reopen(hosts);
        assertThat(session.publicLine()).isEqualTo(key);
        assertThat(socket).exists();
        session.close();
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
