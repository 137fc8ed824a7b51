package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three blocks of one account. Certificates end with their access tokens, which are valid for eight seconds and stale after six. */
class BoundCertificatesTest {
    private static final int SESSIONS = 3;

    @TempDir
    private Path directory;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<Session> open = new ArrayList<>();
    private final List<SessionRenewal> kept = new ArrayList<>();
    private ControllerFixture controller;
    private StandIn standIn;
    private RecordingNode node;

    @BeforeEach
    void keep() throws Exception {
        standIn = StandIn.builder().accessTokenLifetime(Duration.ofSeconds(8)).start();
        standIn.world().account("deploy-bot").amr(List.of("pwd", "mfa"));
        controller = new ControllerFixture(standIn, standIn.clock());
        node = new RecordingNode(directory);
        for (int i = 0; i < SESSIONS; i++) {
            open.add(controller.sessions.open(controller.token, SshMode.AGENT, Target.NOTHING, node));
        }
        for (Session session : open) {
            kept.add(controller.sessions.keep(session, new OpenBlock(controller.token, node, log), timer));
        }
    }

    @AfterEach
    void close() throws Exception {
        for (SessionRenewal renewal : kept) {
            renewal.close();
        }
        for (Session session : open) {
            controller.sessions.close(session, null, node);
        }
        timer.shutdownNow();
        controller.close();
    }

    @Test
    void allAreRenewedSoonAfterTheAccessTokenIs() throws Exception {
        standIn.faults()
                .add(Endpoint.TOKEN, Fault.latency(Duration.ofMillis(300)))
                .add(Endpoint.CERTIFICATE, Fault.latency(Duration.ofMillis(600)));

        await().until(() -> standIn.tokens().issued().size() == 2);

        String fresh = id(standIn.tokens().issued().get(1));
        await().atMost(Duration.ofSeconds(4)).untilAsserted(() -> assertThat(node.installed.values())
                .extracting(installed -> installed.certificate().accessTokenId())
                .hasSize(SESSIONS)
                .containsOnly(fresh));
        assertThat(standIn.tokens().issued()).hasSize(2);
        assertThat(log).isEmpty();
    }

    @Test
    void anAccessTokenThatCannotBeRenewedIsNoReasonToHurry() {
        standIn.faults().add(Endpoint.TOKEN, Fault.status(503));

        await().until(() -> log.size() == SESSIONS);

        assertThat(log).allSatisfy(line -> assertThat(line).startsWith("The SSH certificate could not be renewed."));
        assertThat(standIn.requests().count(Endpoint.CERTIFICATE)).isBetween(SESSIONS, 3 * SESSIONS);
    }

    private static String id(String jwt) throws IOException {
        return new ObjectMapper()
                .readTree(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]))
                .path("jti")
                .asText();
    }
}
