package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.LocalNode;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session with a file that the node's user may not delete, such as one of a container that runs as root. */
class LeftoverFilesTest {
    @TempDir
    private Path directory;

    private final ControllerFixture controller = new ControllerFixture();
    private Path stuck;

    @AfterEach
    void stop() {
        controller.close();
        if (stuck != null) {
            Command.of("chattr", "-i", stuck.toString()).run();
        }
    }

    @Test
    @RequiresProgram("chattr")
    void allElseIsDeletedAndNothingIsForgotten() throws Exception {
        LocalNode node = new LocalNode(directory.resolve("job@tmp"));
        Session session =
                controller.sessions.open(controller.token, SshMode.FILES, new Target(StandIn.PROJECT, "main"), node);
        Map<String, String> environment = session.environment(Map.of());
        Command.shell("ssh \"$WEBPAAS_SSH_URL\" true")
                .with(environment)
                .in(directory)
                .output();
        Path file = Files.writeString(Path.of(environment.get("STANDIN_CLI_HOME"), "state"), "");
        assumeTrue(
                Command.of("chattr", "+i", file.toString()).run().exit() == 0,
                "This test needs root, and files that root cannot delete");
        stuck = file;

        List<String> notes = controller.sessions.close(session, controller.token.service(), node);

        assertThat(notes)
                .anyMatch(note -> note.startsWith("Remembered the host key of ssh.eu-1.standin.test"))
                .anyMatch(note ->
                        note.startsWith("Files of the session could not be deleted on its node: " + stuck + ": "));
        Path home = stuck.getParent();
        assertThat(home).isDirectoryContaining(path -> path.equals(stuck));
        assertThat(home.getParent()).isDirectoryNotContaining(path -> !path.equals(home));
    }
}
