package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Controllers with clocks that differ from the service's. */
class NodeClockTest {
    @TempDir
    private Path directory;

    private final StandIn standIn = StandIn.start();
    private ControllerFixture controller;

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void aClockThatIsBehindDoesNotProlongACertificate() throws Exception {
        standIn.clock().skew(Duration.ofMinutes(4));
        controller = new ControllerFixture(standIn, Clock.systemUTC());
        RecordingNode node = new RecordingNode(directory);

        Session session = controller.sessions.open(controller.token, SshMode.AGENT, Target.NOTHING, node);
        Instant opened = Instant.now();
        controller.sessions.close(session, controller.token.service(), node);

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
        controller = new ControllerFixture(standIn, Clock.systemUTC());
        RecordingNode node = new RecordingNode(directory);

        Session session = controller.sessions.open(controller.token, SshMode.AGENT, Target.NOTHING, node);
        controller.sessions.close(session, controller.token.service(), node);

        assertThat(node.installed.get(session.id()).lifetime()).isEqualTo(Duration.ofDays(1));
        assertThat(session.renewAt()).isEqualTo(session.validUntil().minusSeconds(120));
    }

    @Test
    void aMachineThatWasAsleepRenewsSoonAfterItWakesUp() throws Exception {
        HastyTimer timer = new HastyTimer();
        controller = new ControllerFixture(standIn, standIn.clock());
        RecordingNode node = new RecordingNode(directory);
        Session session = controller.sessions.open(controller.token, SshMode.AGENT, Target.NOTHING, node);
        try (SessionRenewal renewal = controller.sessions.keep(session, new OpenBlock(controller.token, node), timer)) {
            await().during(Duration.ofMillis(500))
                    .until(() -> standIn.requests().count(Endpoint.CERTIFICATE) == 1);

            standIn.clock().advance(Duration.ofHours(1));

            await().until(() -> standIn.requests().count(Endpoint.CERTIFICATE) == 2);
            await().during(Duration.ofMillis(500))
                    .until(() -> standIn.requests().count(Endpoint.CERTIFICATE) == 2);
        } finally {
            timer.shutdownNow();
            controller.sessions.close(session, controller.token.service(), node);
        }
    }
}
