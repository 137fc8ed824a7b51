package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.ssh.client.PrivateFiles;
import io.jenkins.plugins.webpaas.ssh.client.ProcessIdentity;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** News of open sessions from their node. */
class SessionNewsTest {
    @TempDir
    private Path directory;

    private final NodeSessions node = new NodeSessions();
    private Path session;

    @BeforeEach
    void open() throws Exception {
        session = Path.of(open("abc123", SshMode.AGENT).directory());
    }

    @AfterEach
    void close() throws Exception {
        node.close("abc123", session.toString());
    }

    @Test
    void aDirectoryThatABuildDeletesIsTold() throws Exception {
        PrivateFiles.deleteDirectory(session);

        assertLoss(NodeSide.Loss.FILES);
    }

    @ParameterizedTest
    @EnumSource(SshMode.class)
    void soIsItWithoutAnSshAgent(SshMode mode) throws Exception {
        node.close("abc123", session.toString());
        session = Path.of(open("abc123", mode).directory());
        PrivateFiles.deleteDirectory(session);

        assertLoss(NodeSide.Loss.FILES);
    }

    @Test
    void anSshAgentThatIsGoneIsTold() throws Exception {
        ProcessIdentity.close(session);

        assertLoss(NodeSide.Loss.SSH_AGENT);
    }

    @Test
    void aSocketThatABuildDeletesIsTold() throws Exception {
        Files.delete(session.resolve("agent"));

        assertLoss(NodeSide.Loss.FILES);
    }

    @Test
    void aKeyFileThatABuildDeletesIsTold() throws Exception {
        node.close("abc123", session.toString());
        NodeSide.Opened opened = open("abc123", SshMode.FILES);
        UserAuthority authority = new UserAuthority(Files.createDirectory(directory.resolve("authority")));
        node.install("abc123", authority.sign(opened.publicKey(), "bot").line(), Duration.ofHours(1));
        Files.delete(session.resolve("id_ed25519"));

        assertLoss(NodeSide.Loss.FILES);
    }

    @Test
    void aLossIsToldOnceAndAgainAfterTheSessionWasOpenedAgain() throws Exception {
        PrivateFiles.deleteDirectory(session);
        assertLoss(NodeSide.Loss.FILES);
        open("other", SshMode.FILES);
        PrivateFiles.deleteDirectory(directory.resolve("base/webpaas-other"));

        assertThat(node.awaitNews()).extracting(NodeSide.News::id).containsExactly("other");

        open("abc123", SshMode.AGENT);
        PrivateFiles.deleteDirectory(session);
        assertLoss(NodeSide.Loss.FILES);
        node.close("other", directory.resolve("base/webpaas-other").toString());
    }

    @Test
    void whatWasDeletedIsThereAgainWithTheSameKey() throws Exception {
        String key = open("abc123", SshMode.AGENT).publicKey();
        PrivateFiles.deleteDirectory(session);

        assertThat(open("abc123", SshMode.AGENT).publicKey()).isEqualTo(key);
        assertThat(session.resolve("agent")).exists();
        assertThat(session.resolve("bin/ssh")).isExecutable();
    }

    private void assertLoss(NodeSide.Loss loss) throws Exception {
        assertThat(node.awaitNews()).containsExactly(new NodeSide.News("abc123", List.of(), loss));
    }

    private NodeSide.Opened open(String id, SshMode mode) throws IOException {
        return node.open(new NodeSide.Request(
                id, directory.resolve("base").toString(), mode, HostKeys.trusted(Service.UPSUN.ssh(), List.of())));
    }
}
