package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.HttpSettings;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.LocalNode;
import io.jenkins.plugins.webpaas.support.MemoryHostKeyStore;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions between the stand-in and this machine's SSH clients. */
class SessionTest {
    private static final Target MAIN = new Target(StandIn.PROJECT, "main");
    private static final Target NOTHING = new Target(null, null);

    @TempDir
    private Path directory;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HostKeys hostKeys = new HostKeys(new MemoryHostKeyStore());
    private StandIn standIn;
    private Service service;
    private ApiToken token;
    private Sessions sessions;
    private LocalNode node;

    @BeforeEach
    void start() {
        standIn = StandIn.start();
        service = StandInService.of(standIn);
        token = new ApiToken(service, StandIn.API_TOKEN);
        WebPaasClient client = new WebPaasClient(new HttpSettings("Jenkins-WebPaaS/test", builder -> builder));
        sessions = new Sessions(client, hostKeys, executor, Clock.systemUTC());
        node = new LocalNode(directory.resolve("my job@tmp"));
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
        standIn.close();
    }

    @ParameterizedTest
    @RequiresProgram("rsync")
    @EnumSource(
            value = SshMode.class,
            names = {"AGENT", "FILES"})
    void gitSshScpAndRsyncLogInWithNothingElse(SshMode mode) throws Exception {
        Session session = sessions.open(token, mode, MAIN, node);

        run(session, "git clone -q \"$WEBPAAS_GIT_URL\" shop");
        run(
                session,
                "cd shop && echo x > x && git add x && git -c user.name=B -c user.email=b@example.com commit -qm X"
                        + " && git push -q \"$WEBPAAS_GIT_URL\" HEAD:main");
        assertThat(run(session, "ssh \"$WEBPAAS_SSH_URL\" echo hello")).endsWith("hello\n");
        run(session, "scp -q shop/x \"$WEBPAAS_SSH_URL\":x");
        run(session, "rsync shop/x \"$WEBPAAS_SSH_URL\":y");
        sessions.close(session, service, node);

        assertThat(standIn.world().project(StandIn.PROJECT).environment("main").directory("app"))
                .isDirectoryContaining("glob:**/x")
                .isDirectoryContaining("glob:**/y");
        assertNothingLeft();
    }

    @Test
    void clientsThatStartBeforeTheCertificateIsThereWaitForIt() throws Exception {
        PendingSession pending = sessions.begin(Sessions.newId(), token, SshMode.AGENT, node, Map.of());
        Session early = pending.onNode();
        Future<String> listed = executor.submit(() -> run(early, "ssh-add -L"));
        await().during(Duration.ofMillis(500)).until(() -> !listed.isDone());
        assertThat(standIn.requests().all()).as("nothing was asked for yet").isEmpty();

        Session session = sessions.finish(pending, token, MAIN, sentence -> {});

        assertThat(listed.get()).hasLineCount(1).contains("-cert-v01@openssh.com");
        assertThat(session.environment(Map.of())).containsAllEntriesOf(early.environment(Map.of()));
        sessions.close(session, service, node);
        assertNothingLeft();
    }

    @Test
    void thePrivateKeyIsInNoFileAndInNothingThatIsSaved() throws Exception {
        Session session = sessions.open(token, SshMode.AGENT, MAIN, node);
        run(session, "ssh \"$WEBPAAS_SSH_URL\" true");

        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(saved)) {
            out.writeObject(session);
        }
        // The search must find the public key, or it would find no key at all.
        String publicKey = session.publicKey().split(" ")[1];
        assertThat(saved.toString(StandardCharsets.ISO_8859_1))
                .contains(publicKey)
                .doesNotContain("PRIVATE KEY");
        assertThat(saved.toString(StandardCharsets.ISO_8859_1)).doesNotContain(StandIn.API_TOKEN);
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> assertThat(
                            Files.readString(file, StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain("PRIVATE KEY", "openssh-key-v1", publicKey, StandIn.API_TOKEN));
        }
        sessions.close(session, service, node);
    }

    @Test
    void filesModeHasThePrivateKeyInItsDirectoryUntilTheEnd() throws Exception {
        Session session = sessions.open(token, SshMode.FILES, NOTHING, node);
        Path key =
                Path.of(session.environment(Map.of()).get("WEBPAAS_SSH_CONFIG")).resolveSibling("id_ed25519");

        assertThat(Files.readString(key)).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");
        assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
        sessions.close(session, service, node);
        assertNothingLeft();
    }

    @Test
    void renewalReplacesTheCertificateOnTheSameSocket() throws Exception {
        Session session = sessions.open(token, SshMode.AGENT, MAIN, node);
        String before = run(session, "ssh-add -L");

        Session renewed = sessions.renew(session, token, node).orElseThrow();

        assertThat(run(session, "ssh-add -L")).hasLineCount(1).isNotEqualTo(before);
        assertThat(run(session, "ssh \"$WEBPAAS_SSH_URL\" echo hello")).endsWith("hello\n");
        assertThat(renewed.renewAt()).isAfterOrEqualTo(session.renewAt());
        assertThat(standIn.requests().count(Endpoint.TOKEN))
                .as("the access token is still fresh")
                .isOne();
        sessions.close(session, service, node);
    }

    @Test
    void afterTheEndOfTheCertificateNobodyLogsInAndTheAgentIsGone() throws Exception {
        try (StandIn brief =
                StandIn.builder().certificateLifetime(Duration.ofSeconds(2)).start()) {
            Service briefService = StandInService.of(brief);
            Session session = sessions.open(
                    new ApiToken(briefService, StandIn.API_TOKEN),
                    SshMode.AGENT,
                    new Target(StandIn.PROJECT, "main"),
                    node);

            await().untilAsserted(() -> assertThat(
                            Path.of(session.environment(Map.of()).get("SSH_AUTH_SOCK")))
                    .doesNotExist());
            Command.Result late =
                    command(session, "ssh \"$WEBPAAS_SSH_URL\" echo hello").run();

            assertThat(late.exit()).isEqualTo(255);
            assertThat(late.output()).contains("Permission denied (publickey)");
            sessions.close(session, briefService, node);
            assertNothingLeft();
        }
    }

    @Test
    void aSecondSessionAsksForACertificateAlone() throws Exception {
        Session first = sessions.open(token, SshMode.AGENT, NOTHING, node);
        Session second = sessions.open(token, SshMode.AGENT, NOTHING, node);

        assertThat(standIn.requests().all()).hasSize(3);
        assertThat(standIn.requests().count(Endpoint.TOKEN)).isOne();
        sessions.close(first, service, node);
        assertThat(run(second, "ssh-add -l"))
                .as("the other's end is not its own")
                .contains("ED25519-CERT");
        sessions.close(second, service, node);
    }

    @Test
    void aHostIsRememberedAndHeldToItsKey() throws Exception {
        Session first = sessions.open(token, SshMode.AGENT, MAIN, node);
        run(first, "ssh \"$WEBPAAS_SSH_URL\" true");
        assertThat(sessions.close(first, service, node))
                .singleElement()
                .asString()
                .startsWith("Remembered the host key of ssh.eu-1.standin.test, seen for the first time: SHA256:");

        try (StandIn impostor = StandIn.start()) {
            Service redirected = StandInService.of(impostor);
            Session second = sessions.open(new ApiToken(redirected, StandIn.API_TOKEN), SshMode.AGENT, MAIN, node);
            Command.Result result =
                    command(second, "ssh \"$WEBPAAS_SSH_URL\" true").run();
            sessions.close(second, redirected, node);

            assertThat(result.exit()).isEqualTo(255);
            assertThat(result.output()).contains("Host key verification failed");
            assertThat(impostor.ssh().accepted()).isZero();
        }
    }

    @Test
    void aServiceThatRefusesUnknownHostsConnectsOnlyToKnownOnes() throws Exception {
        Service refusing = StandInService.of(standIn, UnknownHosts.REFUSE, List.of());
        Session session = sessions.open(new ApiToken(refusing, StandIn.API_TOKEN), SshMode.AGENT, MAIN, node);
        Command.Result result =
                command(session, "ssh \"$WEBPAAS_SSH_URL\" true").run();
        sessions.close(session, refusing, node);

        assertThat(result.output()).contains("Host key verification failed");

        Service knowing = StandInService.of(standIn, UnknownHosts.REFUSE, List.of(standIn.hostKey()));
        Session next = sessions.open(new ApiToken(knowing, StandIn.API_TOKEN), SshMode.AGENT, MAIN, node);
        run(next, "ssh \"$WEBPAAS_SSH_URL\" true");
        sessions.close(next, knowing, node);
    }

    @Test
    void aPathThatIsTooLongMakesWayForAShortOneAndTheLogSaysSo() throws Exception {
        LocalNode deep = new LocalNode(directory.resolve("a".repeat(120)));
        Session session = sessions.open(token, SshMode.AGENT, MAIN, deep);

        assertThat(session.notes()).anyMatch(note -> note.contains("which containers on this node do not see"));
        assertThat(run(session, "ssh \"$WEBPAAS_SSH_URL\" echo hello")).endsWith("hello\n");
        sessions.close(session, service, deep);
        assertThat(Path.of(session.environment(Map.of()).get("SSH_AUTH_SOCK")).getParent())
                .doesNotExist();
    }

    @Test
    void twoHundredSessionsLeaveNothing() throws Exception {
        List<Future<Boolean>> all = IntStream.range(0, 200)
                .mapToObj(i -> executor.submit(() -> {
                    Session session = sessions.open(token, SshMode.AGENT, NOTHING, node);
                    boolean isListed = run(session, "ssh-add -l").contains("ED25519-CERT");
                    sessions.close(session, service, node);
                    return isListed;
                }))
                .toList();
        for (Future<Boolean> wasListed : all) {
            assertThat(wasListed.get()).isTrue();
        }

        assertNothingLeft();
        assertThat(standIn.requests().count(Endpoint.TOKEN)).isOne();
        assertThat(standIn.requests().count(Endpoint.CERTIFICATE)).isEqualTo(200);
    }

    private void assertNothingLeft() {
        assertThat(Path.of(node.base())).isEmptyDirectory();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("webpaas-ssh-agent"));
    }

    private String run(Session session, String line) {
        return command(session, line).output();
    }

    private Command command(Session session, String line) {
        Map<String, String> environment = new HashMap<>(session.environment(Map.of()));
        return Command.shell(line).with(environment).in(directory);
    }
}
