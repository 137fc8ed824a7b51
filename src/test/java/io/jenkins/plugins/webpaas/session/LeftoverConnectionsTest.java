package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.LocalNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shared connections of a build's commands (ControlPersist), which end with the block. */
class LeftoverConnectionsTest {
    private static final Pattern RUNNING = Pattern.compile("Master running \\(pid=(\\d+)\\)");

    @TempDir
    private Path directory;

    private final ControllerFixture controller = new ControllerFixture();
    private LocalNode node;

    @BeforeEach
    void start() {
        node = new LocalNode(directory.resolve("job@tmp"));
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"AGENT", "FILES"})
    void endsWithTheSession(SshMode mode) throws Exception {
        Session session = open(mode);
        ProcessHandle master = share(session);

        controller.sessions.close(session, controller.token.service(), node);

        assertEnded(master);
    }

    @Test
    void endsWithASessionThatTheNodeDoesNotKnowAnyMore() throws Exception {
        Session session = open(SshMode.AGENT);
        ProcessHandle master = share(session);

        new NodeSessions().close(session.id(), session.directory());

        assertEnded(master);
        node.close(session.id(), session.directory());
    }

    private Session open(SshMode mode) throws Exception {
        return controller.sessions.open(controller.token, mode, new Target(StandIn.PROJECT, "main"), node);
    }

    private ProcessHandle share(Session session) {
        Matcher running = RUNNING.matcher(Command.shell(
                        "ssh -o ControlMaster=auto -o ControlPersist=600 -o ControlPath=shared \"$WEBPAAS_SSH_URL\" true;"
                                + " ssh -o ControlPath=shared -O check \"$WEBPAAS_SSH_URL\"")
                .with(session.environment(Map.of()))
                .in(directory)
                .output());
        assertThat(running.find()).isTrue();
        return ProcessHandle.of(Long.parseLong(running.group(1))).orElseThrow();
    }

    private void assertEnded(ProcessHandle master) {
        try {
            await().until(() -> !master.isAlive());
        } finally {
            master.destroy();
        }
        assertThat(directory.resolve("job@tmp")).isEmptyDirectory();
    }
}
