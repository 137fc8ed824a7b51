package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.HttpSettings;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.service.Endpoints;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.service.VendorCliNames;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.IssuedTokens.Refusal;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.Role;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the client against the stand-in over TLS. The two share no clock and no state. */
class ProtocolTest {
    private static final String PUBLIC_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO2QoekbyaqU2OcCSZkiqXw1gU7cQt09tzuZ0jZpTe36 webpaas-jenkins";

    private final StandIn standIn = StandIn.builder().tls(true).start();
    private final Account bot = standIn.world().account("deploy-bot");
    private final FakeTime time = new FakeTime();
    private final WebPaasApi api = api(StandIn.API_TOKEN);

    @AfterEach
    void close() {
        standIn.close();
    }

    private WebPaasApi api(String secret) {
        return client().as(new ApiToken(service(), secret));
    }

    private WebPaasClient client() {
        HttpSettings settings = new HttpSettings(
                "Jenkins-WebPaaS/test",
                builder -> builder.sslSocketFactory(standIn.sslSocketFactory(), standIn.trustManager()),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                time);
        return new WebPaasClient(settings, time);
    }

    private Service service() {
        String auth = standIn.authUrl().toString();
        return new Service(
                "standin",
                "Stand-in",
                new Endpoints(standIn.apiUrl().toString(), auth, auth, "upsun-cli", null),
                SshHosts.of(List.of(standIn.sshDomain()), UnknownHosts.REFUSE),
                new VendorCliNames("standin", "STANDIN_CLI_"));
    }

    @Test
    void oneExchangeForEverything() throws Exception {
        assertThat(api.me()).isEqualTo(new User(bot.id(), "deploy-bot", "deploy-bot@example.com"));
        assertThat(api.accessToken().userId()).isEqualTo(bot.id());
        assertThat(api.accessToken().isStronglyAuthenticated()).isFalse();
        assertThat(api.certificate(PUBLIC_KEY)).startsWith("ssh-ed25519-cert-v01@openssh.com AAAA");
        assertThat(api.project(StandIn.PROJECT).defaultBranch()).isEqualTo("main");
        assertThat(api.project(StandIn.PROJECT).repositoryUrl()).contains("@" + standIn.gitHost() + ":");
        assertThat(api.environment(StandIn.PROJECT, ".").id()).isEqualTo("main");

        assertThat(standIn.requests().count(Endpoint.TOKEN)).isEqualTo(1);
        assertThat(standIn.requests().count(Endpoint.REVOKE)).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void projects(boolean organizations) throws Exception {
        standIn.world().organizations(organizations);
        standIn.world().addProject("zzz", "Not ours");
        for (int i = 0; i < 60; i++) {
            bot.role(standIn.world().addProject("blog" + i, "Blog " + i).id(), Role.VIEWER);
        }

        assertThat(api.projects())
                .hasSize(61)
                .last()
                .isEqualTo(new Project(StandIn.PROJECT, "Shop", null, null, null, "active", new Links(Map.of())));
    }

    /** OVHcloud's CLI asks {@code /me} and never {@code /users/me}. */
    @Test
    void aUserOfAServiceWithoutOrganizations() throws Exception {
        standIn.world().organizations(false);

        assertThat(api.me()).isEqualTo(new User(bot.id(), "deploy-bot", "deploy-bot@example.com"));
        client().check(service());
    }

    @Test
    void aLongLogWithinAnActivityDoesNotMakeItUnreadable() throws Exception {
        Activities activities = api.activities();
        var backup = standIn.world()
                .begin(
                        "environment.backup",
                        standIn.world().project(StandIn.PROJECT).environment("main"),
                        bot);
        backup.start().log("x".repeat(20 << 20) + "\n").complete(Result.SUCCESS);

        Activity read = activities.get(StandIn.PROJECT, backup.id());

        assertThat(read.isSuccess()).isTrue();
        assertThat(read.links().hrefs()).containsKey("log");
        assertThat(activities.list(StandIn.PROJECT, Map.of(backup.id(), read.createdAt())))
                .containsEntry(backup.id(), read);
    }

    @Test
    void anEnvironmentWithASlash() throws Exception {
        Environment environment = api.environment(StandIn.PROJECT, "feature/x");

        assertThat(environment.id()).isEqualTo("feature/x");
        assertThat(standIn.requests().last(Endpoint.ENVIRONMENT).path()).endsWith("/environments/feature%2Fx");
        assertThat(api.environment(StandIn.PROJECT, environment.machineName())).isEqualTo(environment);
        assertThat(environment.sshAddress(null, null)).get().asString().endsWith("@" + standIn.sshHost());
        assertThat(environment.links().url(service(), "#backup"))
                .get()
                .extracting(url -> url.uri().getAuthority())
                .isEqualTo(standIn.apiUrl().getAuthority());
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void aRevokedTokenHoweverItIsRefused(Refusal refusal) {
        standIn.tokens().refusal(refusal);
        bot.deleteApiTokens();

        assertThat(CallFailure.call(api::me).problem()).isEqualTo(Problem.REFUSED_TOKEN);
    }

    @Test
    void aMistypedTokenIsNotShown() {
        WebPaasException failure = CallFailure.call(() -> api("mistyped-token").me());

        assertThat(failure.problem()).isEqualTo(Problem.REFUSED_TOKEN);
        assertThat(failure).hasMessageNotContaining("mistyped-token").hasNoCause();
    }

    @Test
    void anEndedSignOnSession() {
        bot.ssoExpired(true);

        assertThat(CallFailure.call(api::me).problem()).isEqualTo(Problem.SSO_SESSION_EXPIRED);
    }

    @Test
    void aStrongerLoginIsDemanded() {
        bot.stepUp(new Account.StepUp(List.of("mfa"), 3600));
        assertThat(CallFailure.call(api::me).problem()).isEqualTo(Problem.MFA_REQUIRED);

        bot.stepUp(new Account.StepUp(List.of("sso:acme"), 3600));
        assertThat(CallFailure.call(() -> api.project(StandIn.PROJECT)))
                .hasMessageContaining("demands single sign-on with acme");
        assertThat(standIn.requests().count(Endpoint.TOKEN)).isEqualTo(1);
    }

    @Test
    void aStrongLoginTiesCertificates() throws Exception {
        bot.amr(List.of("pwd", "mfa"));

        assertThat(api.accessToken().isStronglyAuthenticated()).isTrue();
    }

    @Test
    void tokensThatAreRevokedOrExpireEarlyAreReplaced() throws Exception {
        api.me();
        standIn.tokens().revokeAll();
        assertThat(api.project(StandIn.PROJECT).id()).isEqualTo(StandIn.PROJECT);
        standIn.clock().advance(Duration.ofSeconds(901));
        assertThat(api.certificate(PUBLIC_KEY)).isNotBlank();

        assertThat(standIn.requests().count(Endpoint.TOKEN)).isEqualTo(3);
    }

    @Test
    void aProjectThatTheAccountMayNotSee() {
        bot.role(StandIn.PROJECT, null);

        assertThat(CallFailure.call(() -> api.project(StandIn.PROJECT)).problem())
                .isIn(Problem.NOT_FOUND, Problem.FORBIDDEN);
    }

    @Test
    void aViewerHasNoSshAndNoOperations() throws Exception {
        bot.role(StandIn.PROJECT, Role.VIEWER);

        Environment environment = api.environment(StandIn.PROJECT, "main");

        assertThat(environment.sshAddress(null, null)).isEmpty();
        assertThat(environment.links().hrefs()).doesNotContainKey("#backup");
    }

    @Test
    void faultsThatPassAreNotNoticed() throws Exception {
        standIn.faults()
                .add(Endpoint.TOKEN, Fault.dropAfter().times(1))
                .add(
                        Endpoint.PROJECT,
                        Fault.status(429).header("Retry-After", "3").times(1))
                .add(Endpoint.PROJECT, Fault.status(502).times(1))
                .add(Endpoint.PROJECT, Fault.dropBefore().times(1))
                .add(Endpoint.PROJECT, Fault.truncatedBody().times(1))
                .add(Endpoint.CERTIFICATE, Fault.dropAfter().times(1));

        assertThat(api.project(StandIn.PROJECT).id()).isEqualTo(StandIn.PROJECT);
        assertThat(api.certificate(PUBLIC_KEY)).isNotBlank();
        assertThat(time.pauses).contains(Duration.ofSeconds(3)).hasSize(6);
    }

    @Test
    void faultsThatStaySaySo() {
        standIn.faults().add(Endpoint.PROJECT, Fault.wrongTypes());
        assertThat(CallFailure.call(() -> api.project(StandIn.PROJECT)).problem())
                .isEqualTo(Problem.NOT_THE_API);

        standIn.faults().add(Endpoint.ME, Fault.hugeBody(5_000_000));
        assertThat(CallFailure.call(api::me)).hasMessageContaining("answered with more than 1024 KiB");

        standIn.faults().add(Endpoint.CERTIFICATE, Fault.html(200));
        assertThat(CallFailure.call(() -> api.certificate(PUBLIC_KEY)))
                .hasMessageContaining("answered 200 with an HTML page");

        standIn.faults().add(Endpoint.ENVIRONMENT, Fault.redirect("https://console.example.com/login"));
        assertThat(CallFailure.call(() -> api.environment(StandIn.PROJECT, "main")))
                .hasMessageContaining("a redirect to console.example.com that is not followed");
    }
}
