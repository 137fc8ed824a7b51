package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.WaitingTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks that outlast their certificates, which are valid for 16 s and renewed after 12 s. */
class SessionRenewalTest {
    private static final Duration LIFETIME = Duration.ofSeconds(16);

    @TempDir
    private Path directory;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private ControllerFixture controller;
    private StandIn standIn;
    private Sessions sessions;
    private Session session;
    private Path socket;
    private ReconnectedNode node;
    private volatile boolean nodeIsAway;
    private volatile boolean buildIsOver;

    private final SessionRenewal.Block block = new SessionRenewal.Block() {
        @Override
        public ApiToken token() {
            return controller.token;
        }

        @Override
        public NodeSide node() throws NodeAwayException {
            if (nodeIsAway) {
                throw new NodeAwayException("away");
            }
            return node;
        }

        @Override
        public void say(String sentence) {
            log.add(sentence);
        }

        @Override
        public boolean isOver() {
            return buildIsOver;
        }

        @Override
        public void close(Session session) throws IOException, InterruptedException {
            sessions.close(session, null, node());
        }
    };

    @BeforeEach
    void open() throws Exception {
        standIn = StandIn.builder().certificateLifetime(LIFETIME).start();
        controller = new ControllerFixture(standIn, Clock.systemUTC());
        sessions = controller.sessions;
        node = new ReconnectedNode();
        session = sessions.open(block.token(), SshMode.AGENT, new Target(StandIn.PROJECT, "main"), node);
        socket = Path.of(session.environment(Map.of()).get("SSH_AUTH_SOCK"));
    }

    @AfterEach
    void stop() throws Exception {
        sessions.close(session, controller.token.service(), node);
        timer.shutdownNow();
        controller.close();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().contains(directory.toString())));
        assertThat(Path.of(node.base())).isEmptyDirectory();
    }

    @WaitingTest
    void everyLoginWorksThroughThreeCertificates() throws Exception {
        try (SessionRenewal renewal = sessions.keep(session, block, timer)) {
            await().pollInterval(Duration.ofMillis(200)).until(() -> {
                assertThat(login().output()).endsWith("hello\n");
                return certificates() >= 4;
            });
        }

        assertThat(standIn.requests().count(Endpoint.TOKEN)).isOne();
        assertThat(log).isEmpty();
    }

    @WaitingTest
    void aFailureIsSaidOnceAndTheCertificateBeforeServes() throws Exception {
        standIn.faults().add(Endpoint.CERTIFICATE, Fault.status(403).times(3));
        try (SessionRenewal renewal = sessions.keep(session, block, timer)) {
            await().until(() -> log.size() == 1);
            assertThat(login().output()).endsWith("hello\n");
            await().until(() -> log.size() == 2);
            assertThat(login().output()).as("renewed after its end").endsWith("hello\n");
        }

        assertThat(log.get(0))
                .startsWith("The SSH certificate could not be renewed. The old certificate is valid until ")
                .contains(", and Jenkins goes on trying. ");
        assertThat(log.get(1)).isEqualTo("The SSH certificate is renewed.");
    }

    @WaitingTest
    void aNodeThatIsAwayIsNoErrorAndIsServedWhenItIsBack() throws Exception {
        nodeIsAway = true;
        try (SessionRenewal renewal = sessions.keep(session, block, timer)) {
            await().untilAsserted(() -> assertThat(socket).doesNotExist());
            nodeIsAway = false;
            await().untilAsserted(() -> assertThat(socket).exists());
            assertThat(login().output()).endsWith("hello\n");
        }

        assertThat(log).isEmpty();
    }

    @Test
    void aNodeWhoseJavaIsAnotherGoesOnWithTheKeyAndItsCertificate() throws Exception {
        String key = listed();
        node.reconnect();

        try (SessionRenewal renewal = sessions.resume(session, block, timer)) {
            await().until(() -> node.isOpened);
            assertThat(listed()).isEqualTo(key);
            assertThat(login().output()).endsWith("hello\n");
        }

        assertThat(certificates()).isOne();
        assertThat(log).isEmpty();
    }

    @Test
    void aNodeWithoutTheSshAgentGetsTheSessionAgainAtTheSamePlace() throws Exception {
        Map<String, String> before = session.environment(Map.of());
        String key = listed();
        node.restart();

        try (SessionRenewal renewal = sessions.resume(session, block, timer)) {
            await().atMost(LIFETIME.dividedBy(2)).until(() -> !listed().equals(key));
            assertThat(listed()).hasLineCount(1);
            assertThat(login().output()).endsWith("hello\n");
        }

        assertThat(session.environment(Map.of())).isEqualTo(before);
    }

    @Test
    void aNodeThatComesBackHasTheSessionBeforeItsCertificate() throws Exception {
        String key = listed();
        try (SessionRenewal renewal = sessions.keep(session, block, timer)) {
            node.restart();
            assertThat(socket).doesNotExist();
            standIn.faults().add(Endpoint.CERTIFICATE, Fault.latency(Duration.ofSeconds(1)));

            renewal.nodeIsBack(node);

            assertThat(socket).exists();
            assertThat(listed())
                    .as("waited for")
                    .contains("-cert-v01@openssh.com")
                    .isNotEqualTo(key);
            assertThat(login().output()).endsWith("hello\n");
        }
    }

    @Test
    void aSessionThatCannotBeOpenedAgainYetIsServedByTheOlderSshAgent() throws Exception {
        String key = listed();
        node.reconnect();
        standIn.faults().add(Endpoint.CERTIFICATE, Fault.status(403).times(1));

        try (SessionRenewal renewal = sessions.resume(session, block, timer)) {
            await().until(() -> log.size() == 1);
            assertThat(listed()).isEqualTo(key);
            assertThat(login().output()).endsWith("hello\n");
            await().until(() -> log.size() == 2);
        }
    }

    @Test
    void aSessionOfABuildThatWasKilledIsClosedInsteadOfRenewed() throws Exception {
        buildIsOver = true;
        sessions.keep(session, block, timer);

        await().untilAsserted(() -> assertThat(socket.getParent()).doesNotExist());
        assertThat(certificates()).isOne();
    }

    @Test
    void soIsOneWithoutSsh() throws Exception {
        HastyTimer fastTimer = new HastyTimer();
        Session plain = sessions.open(block.token(), SshMode.NONE, Target.NOTHING, node);
        try (SessionRenewal renewal = sessions.keep(plain, block, fastTimer)) {
            await().during(Duration.ofMillis(500)).until(() -> Files.exists(Path.of(plain.directory())));

            buildIsOver = true;

            await().untilAsserted(() -> assertThat(Path.of(plain.directory())).doesNotExist());
            await().untilAsserted(() -> assertThat(
                            fastTimer.getActiveCount() + fastTimer.getQueue().size())
                    .as("nothing more to do")
                    .isZero());
        } finally {
            fastTimer.shutdownNow();
        }
        assertThat(log).isEmpty();
    }

    @Test
    void nothingIsRenewedAfterTheEnd() throws Exception {
        SessionRenewal renewal = sessions.keep(session, block, timer);
        renewal.close();

        await().untilAsserted(() -> assertThat(socket).doesNotExist());
        assertThat(certificates()).isOne();
    }

    private long certificates() {
        return standIn.requests().count(Endpoint.CERTIFICATE);
    }

    private Command.Result login() {
        return command("ssh \"$WEBPAAS_SSH_URL\" echo hello").run();
    }

    private String listed() {
        return command("ssh-add -L").run().output();
    }

    private Command command(String line) {
        return Command.shell(line).with(session.environment(Map.of())).in(directory);
    }

    /** A node in this JVM. A node that reconnects loads the plugin's classes again, while threads of the former classes go on. */
    private final class ReconnectedNode implements NodeSide {
        private NodeSessions open = new NodeSessions();
        private volatile boolean isOpened;

        void reconnect() {
            open = new NodeSessions();
            isOpened = false;
        }

        /** Restarts the node, which ends all that ran there. */
        void restart() throws IOException {
            open.close(session.id(), session.directory());
            reconnect();
        }

        @Override
        public String base() {
            return directory.resolve("job@tmp").toString();
        }

        @Override
        public Opened open(Request request) throws IOException {
            Opened opened = open.open(request);
            isOpened = true;
            return opened;
        }

        @Override
        public boolean install(String id, String certificate, Duration lifetime) throws IOException {
            return open.install(id, certificate, lifetime);
        }

        @Override
        public void listen(String id, Consumer<News> listener) {}

        @Override
        public Closed close(String id, String directory) throws IOException {
            return open.close(id, directory);
        }
    }
}
