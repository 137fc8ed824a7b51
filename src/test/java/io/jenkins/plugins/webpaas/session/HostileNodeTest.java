package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.LocalNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that answers what it likes. */
class HostileNodeTest {
    private static final class HostileNode extends LocalNode {
        HostileNode(Path directory) {
            super(directory);
        }

        @Override
        public Opened open(Request request) throws IOException {
            Opened opened = super.open(request);
            Map<String, String> environment = new HashMap<>(opened.environment());
            environment.put("BASH_ENV", "/tmp/mine");
            environment.put("PATH+MINE", "/tmp");
            return new Opened(opened.directory(), opened.ssh(), opened.publicKey(), environment, opened.notes());
        }
    }

    @Test
    void setsNoVariablesButThoseOfASession(@TempDir Path directory) throws Exception {
        HostileNode node = new HostileNode(directory);
        Session session;
        try (Controller controller = new Controller()) {
            session = controller.sessions.open(
                    controller.token, SshMode.AGENT, new Target(StandIn.PROJECT, "main"), node);
            controller.sessions.close(session, null, node);
        }

        assertThat(session.environment(Map.of()).keySet())
                .containsExactlyInAnyOrder(
                        "PLATFORMSH_CLI_HOME",
                        "PLATFORMSH_CLI_TMP",
                        "PLATFORMSH_CLI_NO_INTERACTION",
                        "STANDIN_CLI_HOME",
                        "STANDIN_CLI_TMP",
                        "STANDIN_CLI_NO_INTERACTION",
                        "SSH_AUTH_SOCK",
                        "WEBPAAS_SSH_CONFIG",
                        "GIT_SSH",
                        "RSYNC_RSH",
                        "PATH+WEBPAAS",
                        "PLATFORM_PROJECT",
                        "PLATFORM_BRANCH",
                        "WEBPAAS_GIT_URL",
                        "WEBPAAS_SSH_URL");
    }
}
