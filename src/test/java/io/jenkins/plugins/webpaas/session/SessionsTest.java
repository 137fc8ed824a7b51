package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.http.HttpSettings;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.standin.CertificateAuthority.Flaw;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.SteppedTimer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The controller's half of sessions, with a node in memory. */
class SessionsTest {
    private static final Target MAIN = new Target(StandIn.PROJECT, "main");
    private final Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
    private final StandIn standIn = StandIn.start();
    private final ControllerFixture controller = new ControllerFixture(standIn, clock);
    private final MemoryNode node = new MemoryNode();

    @AfterEach
    void stop() {
        controller.close();
    }

    private Session open(SshMode ssh, Target target) throws IOException, InterruptedException {
        return controller.sessions.open(controller.token, ssh, target, node);
    }

    private Duration untilRenewal(Session session) {
        return Duration.between(clock.instant(), session.renewAt());
    }

    @Test
    void saysUntilWhenItIsLoggedInAndWhatElseThereIs() throws Exception {
        node.notes = List.of("A note of the node.");
        Session session = open(SshMode.AGENT, new Target(StandIn.PROJECT, "main"));

        assertThat(session.notes())
                .containsExactly(
                        loggedIn() + " with an SSH certificate until " + session.validUntil(), "A note of the node.");
        assertThat(session.validUntil()).isEqualTo(clock.instant().plus(node.lifetime));
        assertThat(session.bookmark()).isNotNull();
        assertThat(session.environment(Map.of()))
                .containsEntry("PLATFORM_PROJECT", StandIn.PROJECT)
                .containsEntry("PLATFORM_BRANCH", "main")
                .containsKey("WEBPAAS_GIT_URL");
    }

    @Test
    void furtherVariablesAreForTheBuild() throws Exception {
        PendingSession pending = controller.sessions.begin(
                Sessions.newId(), controller.token, SshMode.NONE, node, Map.of("PATH+CLI", "/opt/cli"));

        Session session = controller.sessions.finish(pending, controller.token, Target.NOTHING, sentence -> {});

        assertThat(session.environment(Map.of())).containsEntry("PATH+CLI", "/opt/cli");
    }

    @Test
    void aCertificateOfAnotherKeyIsNotInstalled() {
        standIn.authority().flaw(Flaw.OTHER_KEY);

        assertThatThrownBy(() -> open(SshMode.AGENT, Target.NOTHING))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("signed another key");
        assertThat(node.installed).isZero();
    }

    @Test
    void itIsKeptUntilTheBlockEnds() throws Exception {
        Session session = open(SshMode.AGENT, Target.NOTHING);
        SteppedTimer timer = new SteppedTimer();
        MemoryBlock block = new MemoryBlock(controller.token, node);

        try (SessionRenewal renewal = controller.sessions.keep(session, block, timer)) {
            assertThat(renewal).isNotNull();
            assertThat(timer.next()).hasSize(1);
        }
        try (SessionRenewal renewal = controller.sessions.resume(session, block, timer)) {
            assertThat(renewal).isNotNull();
            assertThat(timer.next()).singleElement().matches(task -> task.delay()
                    .isZero());
        }
        assertThat(timer.next()).isEmpty();
        timer.shutdownNow();
    }

    @Test
    void aLossNamesWhatWasLost() {
        assertThat(Sessions.loss(NodeSide.Loss.FILES)).startsWith("Files of the session were deleted on its node");
        assertThat(Sessions.loss(NodeSide.Loss.SSH_AGENT)).startsWith("The session's SSH agent on the node was ended");
    }

    private String loggedIn() {
        return "Logged in to Stand-in as the account '"
                + standIn.world().account("deploy-bot").id() + "'";
    }

    @Test
    void aHistoryThatCannotBeReadAtFirstIsKnownAllTheSame() throws Exception {
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(503).times(1));

        Session session = open(SshMode.NONE, MAIN);

        assertThat(session.bookmark()).isNotNull();
        assertThat(standIn.requests().count(Endpoint.ACTIVITIES)).isEqualTo(2);
    }

    @Test
    void aHistoryThatIsNotAnsweredIsAskedForOnce() throws Exception {
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.latency(Duration.ofSeconds(20)));
        Duration timeout = Duration.ofSeconds(2);
        HttpSettings settings = new HttpSettings(
                "Jenkins-WebPaaS/test",
                builder -> builder,
                timeout,
                timeout,
                Duration.ofSeconds(10),
                Clock.systemUTC());

        Session session =
                controller.newSessions(new WebPaasClient(settings)).open(controller.token, SshMode.NONE, MAIN, node);

        assertThat(session.bookmark()).isNull();
        assertThat(standIn.requests().count(Endpoint.ACTIVITIES)).isOne();
    }

    @Test
    void anAddressThatIsMissingWhileAnActivityRunsIsNotPutDownToARole() throws Exception {
        standIn.world().play(null);
        standIn.world()
                .begin(
                        "environment.push",
                        standIn.world()
                                .project(StandIn.PROJECT)
                                .environment("main")
                                .closedWhileDirty(),
                        standIn.world().account("deploy-bot"));

        Session session = open(SshMode.NONE, MAIN);

        assertThat(session.notes())
                .contains(
                        "WEBPAAS_SSH_URL is not set: an activity is pending or running in environment 'main'. Try again"
                                + " after its end");
    }

    @Test
    void withoutSshThereIsNoCertificateToRenew() throws Exception {
        Session session = open(SshMode.NONE, Target.NOTHING);

        assertThat(session.notes()).containsExactly(loggedIn() + ", without SSH");
        assertThat(session.publicKey()).isNull();
        assertThat(session.renewAt()).isNull();
        assertThat(controller.sessions.renew(session, controller.token, node)).hasValue(session);
        assertThat(standIn.requests().count(Endpoint.CERTIFICATE)).isZero();
        assertThat(node.installed).isZero();
    }

    @Test
    void isRenewedTwoMinutesBeforeItsEnd() throws Exception {
        Session session = open(SshMode.AGENT, Target.NOTHING);

        assertThat(session.renewAt()).isEqualTo(session.validUntil().minusSeconds(120));
    }

    /** A certificate ends with its access token if that is of a strong authentication. */
    @Test
    void isRenewedWhenTheAccessTokenIsStaleIfTheCertificateMayEndWithIt() throws Exception {
        standIn.tokens().lifetime(Duration.ofMinutes(10));
        standIn.world().account("deploy-bot").amr(List.of("pwd", "mfa"));
        assertThat(untilRenewal(open(SshMode.AGENT, Target.NOTHING))).isEqualTo(Duration.ofMinutes(9));
    }

    @Test
    void isRenewedAsUsualWithAnAccessTokenThatStandsForAPassword() throws Exception {
        standIn.tokens().lifetime(Duration.ofMinutes(10));

        assertThat(untilRenewal(open(SshMode.AGENT, Target.NOTHING))).isGreaterThan(Duration.ofMinutes(50));
    }

    @Test
    void isNotRenewedWithoutAPause() throws Exception {
        standIn.authority().lifetime(Duration.ZERO); // of a certificate that began a second ago
        standIn.clock().advance(Duration.ofSeconds(2));

        assertThat(untilRenewal(open(SshMode.AGENT, Target.NOTHING))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aRenewalThatTheNodeDoesNotTakeIsNone() throws Exception {
        Session session = open(SshMode.AGENT, Target.NOTHING);
        node.isForgetful = true;

        assertThat(controller.sessions.renew(session, controller.token, node)).isEmpty();
        assertThatThrownBy(() -> {
                    node.isForgetfulAlways = true;
                    open(SshMode.AGENT, Target.NOTHING);
                })
                .isInstanceOf(IOException.class)
                .hasMessage("The node forgot the session while it was being opened");
    }

    @Test
    void aSessionThatIsOpenedAgainHasTheNewKey() throws Exception {
        Session session = open(SshMode.AGENT, Target.NOTHING);
        node.key = SshKeyPair.generate().publicLine("jenkins");

        Session again = controller.sessions.openAgain(session, controller.token.service(), node);

        assertThat(again.publicKey()).isEqualTo(node.key);
        assertThat(again.id()).isEqualTo(session.id());
        assertThat(again.renewAt()).isEqualTo(session.renewAt());
    }

    @Test
    void theEndTellsRefusalsLeftFilesAndNewHosts() throws Exception {
        Session session = open(SshMode.AGENT, Target.NOTHING);
        String line =
                "ssh.eu-1.standin.test " + SshKeyPair.generate().publicLine("x").replace(" x", "");
        node.closed = new NodeSide.Closed(List.of(line), List.of("a reason"), List.of("/tmp/file: busy", "other"));

        assertThat(controller.sessions.close(session, controller.token.service(), node))
                .satisfiesExactly(
                        note -> assertThat(note).startsWith("Remembered the host key of ssh.eu-1.standin.test"),
                        note -> assertThat(note).isEqualTo("The SSH agent refused to sign: a reason."),
                        note -> assertThat(note)
                                .isEqualTo(
                                        "Files of the session could not be deleted on its node: /tmp/file: busy. They are in "
                                                + session.directory() + "."));
        assertThat(controller.sessions.close(session, null, node)).hasSize(2);
        node.closed = new NodeSide.Closed(List.of(), List.of(), List.of());
        assertThat(controller.sessions.close(session, controller.token.service(), node))
                .isEmpty();
    }

    @Test
    void namesOfSessionsAreEightCharactersAndOfOneTextTheSame() {
        assertThat(Sessions.newId()).matches("[0-9a-f]{8}").isNotEqualTo(Sessions.newId());
        assertThat(Sessions.idOf("a block")).matches("[0-9a-f]{8}").isEqualTo(Sessions.idOf("a block"));
        assertThat(Sessions.idOf("a block")).isNotEqualTo(Sessions.idOf("another"));
    }

    @Test
    void aLogInWithoutATargetMakesSureOfTheApiToken() throws Exception {
        ResolvedTarget target = controller.sessions.logIn(controller.token, Target.NOTHING, sentence -> {});

        assertThat(target.variables()).isEmpty();
        assertThat(target.bookmark()).isNull();
        assertThat(standIn.requests().count(Endpoint.TOKEN)).isOne();
    }
}
