package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.support.LocalNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that send forged answers. */
class HostileNodeTest {
    @TempDir
    private Path directory;

    private final ControllerFixture controller = new ControllerFixture();

    private static final class HostileNode extends LocalNode {
        private final UnaryOperator<Opened> opened;
        private UnaryOperator<Closed> closed = UnaryOperator.identity();

        HostileNode(Path directory, UnaryOperator<Opened> opened) {
            super(directory);
            this.opened = opened;
        }

        @Override
        public Opened open(Request request) throws IOException {
            return opened.apply(super.open(request));
        }

        @Override
        public Closed close(String id, String path) throws IOException, InterruptedException {
            return closed.apply(super.close(id, path));
        }
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void theControllerMakesAllVariablesItself() throws Exception {
        LocalNode node = new LocalNode(directory);
        Session session = controller.sessions.open(controller.token, SshMode.AGENT, Target.NOTHING, node);
        controller.sessions.close(session, null, node);

        String path = directory.resolve("webpaas-" + session.id()).toString();
        assertThat(session.environment(Map.of()))
                .containsOnly(
                        Map.entry("PLATFORMSH_CLI_HOME", path + "/home"),
                        Map.entry("PLATFORMSH_CLI_TMP", path + "/tmp"),
                        Map.entry("PLATFORMSH_CLI_NO_INTERACTION", "1"),
                        Map.entry("STANDIN_CLI_HOME", path + "/home"),
                        Map.entry("STANDIN_CLI_TMP", path + "/tmp"),
                        Map.entry("STANDIN_CLI_NO_INTERACTION", "1"),
                        Map.entry("SSH_AUTH_SOCK", path + "/agent"),
                        Map.entry("WEBPAAS_SSH_CONFIG", path + "/ssh_config"),
                        Map.entry("GIT_SSH", path + "/bin/ssh"),
                        Map.entry("RSYNC_RSH", "ssh -F \"" + path + "/ssh_config\""),
                        Map.entry("PATH+WEBPAAS", path + "/bin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tmp/mine",
                "/tmp/webpaas-other",
                "ID",
                "tmp/ID",
                "/tmp/../ID",
                "/tmp//ID",
                "/tmp/ID/",
                "/tmp/\n/ID",
                "/tmp/$(id)/ID",
                "/tmp/`id`/ID",
                "/tmp/'/ID",
                "C:tmp\\ID",
                "C:\\tmp\\..\\ID",
                "/LONG/ID"
            })
    void aDirectoryThatIsNoSessionsIsRefused(String sent) {
        refused(SshMode.AGENT, answer -> {
            String name = Path.of(answer.directory()).getFileName().toString();
            String path = sent.replace("ID", name).replace("LONG", "a".repeat(5000));
            return new NodeSide.Opened(path, answer.ssh(), answer.publicKey(), true, List.of());
        });
    }

    @Test
    void noDirectoryIsRefused() {
        refused(SshMode.AGENT, answer -> new NodeSide.Opened(null, answer.ssh(), answer.publicKey(), true, List.of()));
    }

    @ParameterizedTest
    @EnumSource(names = "AGENT", mode = EnumSource.Mode.EXCLUDE)
    void anotherModeThanWantedIsRefused(SshMode requested) {
        refused(
                requested,
                answer -> new NodeSide.Opened(answer.directory(), SshMode.AGENT, answer.publicKey(), true, List.of()));
    }

    @Test
    void noModeIsRefused() {
        refused(
                SshMode.AGENT,
                answer -> new NodeSide.Opened(answer.directory(), null, answer.publicKey(), true, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ssh-rsa AAAA x", "ssh-ed25519 AAAA jenkins", "KEY\nssh-rsa AAAA", "KEY \"", "\u0000"})
    void aPublicKeyThatIsNoneIsRefused(String sent) {
        String key = SshKeyPair.generate().publicLine("jenkins");
        refused(
                SshMode.AGENT,
                answer -> new NodeSide.Opened(
                        answer.directory(), answer.ssh(), sent.replace("KEY", key), true, List.of()));
    }

    @Test
    void noPublicKeyIsRefused() {
        refused(SshMode.AGENT, answer -> new NodeSide.Opened(answer.directory(), answer.ssh(), null, true, List.of()));
    }

    @Test
    void aSessionThatIsOpenedAgainElsewhereIsRefused() throws Exception {
        LocalNode honest = new LocalNode(directory);
        Session session = controller.sessions.open(controller.token, SshMode.AGENT, Target.NOTHING, honest);
        HostileNode node = new HostileNode(
                directory,
                answer -> new NodeSide.Opened(
                        "/tmp/webpaas-" + session.id(), answer.ssh(), answer.publicKey(), true, List.of()));

        assertThatThrownBy(() -> controller.sessions.openAgain(session, controller.token.service(), node))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/tmp/webpaas-" + session.id())
                .hasMessageContaining(session.directory());
        controller.sessions.close(session, null, honest);
    }

    @Test
    void whatItSaysAtTheEndIsShortAndOfOneLineEach() throws Exception {
        HostileNode node = new HostileNode(directory, UnaryOperator.identity());
        String flood = "x\n[Pipeline] End\u001b[2J" + "y".repeat(10_000);
        node.closed = answer ->
                new NodeSide.Closed(List.of(), Collections.nCopies(1_000, flood), Collections.nCopies(1_000, flood));
        Session session = controller.sessions.open(controller.token, SshMode.AGENT, Target.NOTHING, node);

        List<String> notes = controller.sessions.close(session, controller.token.service(), node);

        assertThat(notes)
                .hasSizeLessThanOrEqualTo(21)
                .anyMatch(note -> note.startsWith("The SSH agent refused to sign: x [Pipeline] End [2Jyyy"))
                .anyMatch(
                        note -> note.startsWith("Files of the session could not be deleted on its node: x [Pipeline]"))
                .allMatch(note -> note.length() < 1400)
                .noneMatch(note -> note.chars().anyMatch(Character::isISOControl));
    }

    private void refused(SshMode mode, UnaryOperator<NodeSide.Opened> answer) {
        HostileNode node = new HostileNode(directory, answer);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> controller.sessions.open(controller.token, mode, Target.NOTHING, node))
                .withMessageStartingWith("The node's answer is not plausible, so the node gets no session. ")
                .withMessageContaining("check which programs run on this node");
        assertThat(controller.standIn.requests().count(Endpoint.CERTIFICATE)).isZero();
        assertThat(directory).as("what the node has made is deleted").isEmptyDirectory();
    }
}
