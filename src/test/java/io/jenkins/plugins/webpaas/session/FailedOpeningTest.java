package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.HttpSettings;
import io.jenkins.plugins.webpaas.service.Endpoints;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.CertificateAuthority.Flaw;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.IssuedTokens;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.LocalNode;
import io.jenkins.plugins.webpaas.support.MemoryHostKeyStore;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of sessions that cannot be opened, of which no file stays on the node. */
class FailedOpeningTest {
    private static final Target MAIN = new Target(StandIn.PROJECT, "main");

    @TempDir
    private Path directory;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private StandIn standIn;
    private Account bot;
    private LocalNode node;

    @BeforeEach
    void start() {
        standIn = StandIn.start();
        bot = standIn.world().account("deploy-bot");
        node = new LocalNode(directory.resolve("tmp"));
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
        standIn.close();
    }

    @ParameterizedTest
    @EnumSource
    void revokedToken(IssuedTokens.Refusal refusal) {
        standIn.tokens().refusal(refusal);
        bot.deleteApiTokens();

        assertFails(
                MAIN,
                "Stand-in refused the API token",
                "It was revoked, is mistyped, or belongs to another service. Create a new API token as the machine user");
    }

    @Test
    void tokenOfAnotherService() throws Exception {
        try (StandIn other = StandIn.start()) {
            other.world().account("deploy-bot").deleteApiTokens();

            assertFails(
                    StandInService.of(other),
                    MAIN,
                    "refused the API token",
                    "belongs to another service",
                    "credential");
        }
    }

    @Test
    void malformedTokenIsNotEvenSent() {
        for (String malformed : List.of("", " ", "hush hush", "hush\nhush", "hush\u0000")) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .as(malformed)
                    .isThrownBy(() -> new ApiToken(StandInService.of(standIn), malformed))
                    .withMessageNotContaining("hush");
        }
        assertThat(standIn.requests().all()).isEmpty();
    }

    @Test
    void expiredSingleSignOnSession() {
        bot.ssoExpired(true);

        assertFails(MAIN, "single sign-on session");
    }

    @Test
    void multiFactorAuthenticationDemanded() {
        bot.stepUp(new Account.StepUp(List.of("mfa"), 0));

        assertFails(MAIN, "multi-factor authentication", "create a new API token");
    }

    @Test
    void projectForbidden() {
        standIn.faults().add(Endpoint.PROJECT, Fault.status(403));

        assertFails(MAIN, "project 'abcdefghij234'", "answered 403", "that the machine user has access to the project");
    }

    @Test
    void projectUnknown() {
        assertFails(
                new Target("zzzzzzzzzz", null),
                "project 'zzzzzzzzzz'",
                "answered 404",
                "Check the project id, and that the machine user has access to the project");
    }

    @Test
    void environmentBeingDeleted() {
        standIn.world().project(StandIn.PROJECT).environment("old").status("deleting");

        assertFails(
                new Target(StandIn.PROJECT, "old"), "environment: 'old' of project 'abcdefghij234' is being deleted");
    }

    @Test
    void certificateExpired() {
        standIn.authority().flaw(Flaw.EXPIRED);

        assertFails(MAIN, "The certificate is valid from", "but the clock of this controller says");
    }

    @Test
    void certificateForAnotherKey() {
        standIn.authority().flaw(Flaw.OTHER_KEY);

        assertFails(MAIN, "The certifier signed another key than the one that Jenkins sent");
    }

    @Test
    void certificateOfAnotherUser() {
        standIn.authority().flaw(Flaw.OTHER_KEY_ID);

        assertFails(MAIN, "The certifier sent a certificate of", "instead of " + bot.id());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -2})
    void clockThatDiffersFromTheServices(int hours) {
        standIn.clock().skew(Duration.ofHours(hours));

        assertFails(MAIN, "Set the controller's clock (NTP)");
    }

    @Test
    void htmlInsteadOfJson() {
        standIn.faults().add(Endpoint.CERTIFICATE, Fault.html(200));

        assertFails(
                MAIN,
                "answered 200 with an HTML page instead of the API's JSON",
                "whether a proxy or a login page stands in between");
    }

    @Test
    void redirect() {
        standIn.faults().add(Endpoint.TOKEN, Fault.redirect("https://login.example.com/"));

        assertFails(MAIN, "a redirect to login.example.com that is not followed");
    }

    @Test
    void serviceThatIsDown() {
        standIn.faults().add(Endpoint.TOKEN, Fault.status(503));

        assertFails(MAIN, "answered 503", "try again later", "Gave up after");
    }

    @Test
    void unreachableHost() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        assertFails(
                at("http://127.0.0.1:" + closed),
                MAIN,
                "Stand-in cannot be reached at 127.0.0.1:" + closed + " (no connection)",
                "Check the network and the proxy settings of Jenkins");
    }

    @Test
    void proxyThatRefuses() throws Exception {
        try (MockWebServer proxy = new MockWebServer()) {
            proxy.start();
            proxy.enqueue(new MockResponse.Builder().code(407).build());
            WebPaasClient client = new WebPaasClient(new HttpSettings(
                    "Jenkins-WebPaaS/test",
                    builder -> builder.proxy(
                            new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", proxy.getPort())))));

            assertFails(client, at("https://api.example.com"), MAIN, "proxy 127.0.0.1:" + proxy.getPort());
        }
    }

    @Test
    void nodeThatFails() throws Exception {
        LocalNode broken = new LocalNode(Path.of("/dev/null/nowhere"));

        Throwable failure = catchThrowable(() -> sessions(StandInService.client(Clock.systemUTC()))
                .open(new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN), SshMode.AGENT, MAIN, broken));

        assertThat(failure).isInstanceOf(IOException.class).hasMessageContaining("/dev/null");
    }

    private static Service at(String url) {
        return new Service(
                "standin",
                "Stand-in",
                new Endpoints(url, url, url, "platform-cli", null),
                Service.UPSUN.ssh(),
                Service.UPSUN.cli());
    }

    private Session open(WebPaasClient client, Service service, Target target) throws Exception {
        return sessions(client).open(new ApiToken(service, StandIn.API_TOKEN), SshMode.AGENT, target, node);
    }

    private Sessions sessions(WebPaasClient client) {
        return new Sessions(client, new HostKeys(new MemoryHostKeyStore()), executor, Clock.systemUTC());
    }

    private void assertFails(Target target, String... message) {
        assertFails(StandInService.of(standIn), target, message);
    }

    private void assertFails(Service service, Target target, String... message) {
        assertFails(StandInService.client(Clock.systemUTC()), service, target, message);
    }

    private void assertFails(WebPaasClient client, Service service, Target target, String... message) {
        Throwable failure = catchThrowable(() -> open(client, service, target));

        assertThat(failure)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(message)
                .hasMessageNotContaining(StandIn.API_TOKEN);
        assertThat(failure.getSuppressed()).isEmpty();
        assertNothingLeft();
    }

    private void assertNothingLeft() {
        assertThat(Path.of(node.base()))
                .satisfiesAnyOf(path -> assertThat(path).doesNotExist(), path -> assertThat(path)
                        .isEmptyDirectory());
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("webpaas-ssh-agent"));
    }
}
