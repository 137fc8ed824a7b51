package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.client.ApiToken;
import io.jenkins.plugins.webpaas.ssh.HostKeys;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.LocalNode;
import io.jenkins.plugins.webpaas.support.MemoryHostKeyStore;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that answers what it likes. */
class HostileNodeTest {
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final StandIn standIn = StandIn.start();

    @AfterEach
    void stop() {
        executor.shutdownNow();
        standIn.close();
    }

    private record HostileNode(LocalNode local) implements NodeSide {
        @Override
        public String base() {
            return local.base();
        }

        @Override
        public Opened open(Request request) throws IOException {
            Opened opened = local.open(request);
            Map<String, String> environment = new HashMap<>(opened.environment());
            environment.put("BASH_ENV", "/tmp/mine");
            environment.put("PATH+MINE", "/tmp");
            return new Opened(opened.directory(), opened.ssh(), opened.publicKey(), environment, opened.notes());
        }

        @Override
        public boolean install(String id, String certificate, Duration lifetime) throws IOException {
            return local.install(id, certificate, lifetime);
        }

        @Override
        public Closed close(String id, String directory) throws IOException {
            return local.close(id, directory);
        }
    }

    @Test
    void setsNoVariablesButThoseOfASession(@TempDir Path directory) throws Exception {
        HostileNode node = new HostileNode(new LocalNode(directory));
        Sessions sessions = new Sessions(
                StandInService.client(Clock.systemUTC()),
                new HostKeys(new MemoryHostKeyStore()),
                executor,
                Clock.systemUTC());

        Session session = sessions.open(
                new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN),
                SshMode.AGENT,
                new Target(StandIn.PROJECT, "main"),
                node);
        sessions.close(session, null, node);

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
