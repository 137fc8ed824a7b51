package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.client.ApiToken;
import io.jenkins.plugins.webpaas.ssh.HostKeys;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.MemoryHostKeyStore;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Controllers whose clocks are not the service's. */
class ClocksTest {
    @TempDir
    private Path directory;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final StandIn standIn = StandIn.start();

    @AfterEach
    void stop() {
        executor.shutdownNow();
        standIn.close();
    }

    @Test
    void aClockThatIsBehindDoesNotProlongACertificate() throws Exception {
        standIn.clock().skew(Duration.ofMinutes(4));
        ApiToken token = new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN);
        Sessions sessions = sessions(Clock.systemUTC());
        RecordingNode node = new RecordingNode(directory);

        Session session = sessions.open(token, SshMode.AGENT, Target.NOTHING, node);
        Instant opened = Instant.now();
        sessions.close(session, token.service(), node);

        RecordingNode.Installed installed = node.installed.get(session.id());
        Duration length = Duration.between(
                installed.certificate().validAfter(), installed.certificate().validBefore());
        assertThat(installed.lifetime()).isLessThanOrEqualTo(length);
        assertThat(session.validUntil()).isBeforeOrEqualTo(opened.plus(length));
        assertThat(session.renewAt()).isBeforeOrEqualTo(opened.plus(length).minusSeconds(120));
    }

    @Test
    void aCertificateForCenturiesCountsForADay() throws Exception {
        standIn.authority().lifetime(Duration.ofDays(365 * 400));
        ApiToken token = new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN);
        Sessions sessions = sessions(Clock.systemUTC());
        RecordingNode node = new RecordingNode(directory);

        Session session = sessions.open(token, SshMode.AGENT, Target.NOTHING, node);
        sessions.close(session, token.service(), node);

        assertThat(node.installed.get(session.id()).lifetime()).isEqualTo(Duration.ofDays(1));
        assertThat(session.renewAt()).isEqualTo(session.validUntil().minusSeconds(120));
    }

    @Test
    void aMachineThatWasAsleepRenewsSoonAfterItWakesUp() throws Exception {
        HastyTimer timer = new HastyTimer();
        ApiToken token = new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN);
        Sessions sessions = sessions(standIn.clock());
        RecordingNode node = new RecordingNode(directory);
        Session session = sessions.open(token, SshMode.AGENT, Target.NOTHING, node);
        try (Renewal renewal = sessions.keep(session, new KeptBlock(token, node), timer)) {
            await().during(Duration.ofMillis(500))
                    .until(() -> standIn.requests().count(Endpoint.CERTIFICATE) == 1);

            standIn.clock().advance(Duration.ofHours(1));

            await().until(() -> standIn.requests().count(Endpoint.CERTIFICATE) == 2);
            await().during(Duration.ofMillis(500))
                    .until(() -> standIn.requests().count(Endpoint.CERTIFICATE) == 2);
        } finally {
            timer.shutdownNow();
            sessions.close(session, token.service(), node);
        }
    }

    private Sessions sessions(Clock clock) {
        return new Sessions(StandInService.client(clock), new HostKeys(new MemoryHostKeyStore()), executor, clock);
    }
}
