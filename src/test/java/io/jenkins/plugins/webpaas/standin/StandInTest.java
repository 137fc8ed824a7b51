package io.jenkins.plugins.webpaas.standin;

import static io.jenkins.plugins.webpaas.standin.StandInClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stand-in's HTTP side, by the JDK's client. */
class StandInTest {
    private static final String MAIN = "/projects/" + StandIn.PROJECT + "/environments/main";

    private static final String JDK_THREADS =
            "HttpClient-.*|CompletableFutureDelayScheduler|ForkJoinPool.*|Common-Cleaner|process reaper.*|awaitility.*";

    /** Taken before the first stand-in of this class; what other tests of this JVM registered is not ours. */
    private static final Provider[] PROVIDERS = Security.getProviders();

    private final StandIn standIn = StandIn.start();
    private final StandInClient client = new StandInClient(standIn);
    private final Account bot = standIn.world().account("deploy-bot");

    @AfterEach
    void close() {
        standIn.close();
    }

    @Test
    void exchangesTokenWithEitherClientAuthentication() throws Exception {
        HttpResponse<String> basic = client.exchange(StandIn.API_TOKEN);
        assertThat(basic.statusCode()).isEqualTo(200);
        assertThat(json(basic).get("expires_in").asInt()).isEqualTo(900);
        JsonNode claims = StandInJson.read(new String(
                Base64.getUrlDecoder()
                        .decode(json(basic).get("access_token").asText().split("\\.")[1]),
                StandardCharsets.UTF_8));
        assertThat(claims.get("sub").asText()).isEqualTo(bot.id());
        assertThat(claims.get("amr")).hasToString("[\"pwd\"]");

        Map<String, String> form = Map.of(
                "grant_type",
                "api_token",
                "api_token",
                StandIn.API_TOKEN,
                "client_id",
                "upsun-cli",
                "client_secret",
                "");
        assertThat(client.form("/oauth2/token", form).statusCode()).isEqualTo(200);
        HttpResponse<String> nobody =
                client.form("/oauth2/token", Map.of("grant_type", "api_token", "api_token", StandIn.API_TOKEN));
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(json(nobody).get("error").asText()).isEqualTo("invalid_client");
        assertThat(standIn.requests().count(Endpoint.TOKEN)).isEqualTo(3);
    }

    @Test
    void refusesTokensInTheProvidersWays() {
        HttpResponse<String> old = client.exchange("wrong");
        assertThat(old.statusCode()).isEqualTo(400);
        assertThat(old.body()).contains("invalid_grant", "Invalid API token");
        standIn.tokens().refusal(IssuedTokens.Refusal.REQUEST_UNAUTHORIZED);
        HttpResponse<String> current = client.exchange("wrong");
        assertThat(current.statusCode()).isEqualTo(401);
        assertThat(json(current).get("error_hint").asText()).contains("API token");
        bot.ssoExpired(true);
        assertThat(client.exchange(StandIn.API_TOKEN).body()).contains("SSO session has expired");
        bot.ssoExpired(false);
        bot.deleteApiTokens();
        assertThat(client.exchange(StandIn.API_TOKEN).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesAccessTokensThatExpiredOrWereRevoked() {
        String token = client.token();
        assertThat(json(client.get(token, "/users/me")).get("email").asText()).isEqualTo("deploy-bot@example.com");
        standIn.clock().advance(Duration.ofSeconds(901));
        HttpResponse<String> expired = client.get(token, "/users/me");
        assertThat(expired.statusCode()).isEqualTo(401);
        assertThat(json(expired).get("error").asText()).isEqualTo("invalid_token");

        String other = client.token();
        assertThat(client.get(other, MAIN).statusCode()).isEqualTo(200);
        Map<String, String> form = Map.of(
                "client_id", "ovh-eu-cli", "client_secret", "", "token", other, "token_type_hint", "access_token");
        assertThat(client.form("/oauth2/revoke", form).statusCode()).isEqualTo(200);
        assertThat(client.get(other, MAIN).statusCode()).isEqualTo(401);
    }

    @Test
    void asksForStrongerAuthentication() {
        String token = client.token();
        bot.stepUp(new Account.StepUp(List.of("mfa"), 3600));
        HttpResponse<String> answer = client.get(token, MAIN);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("Bearer", "insufficient_user_authentication", "amr=\"mfa\"");
        assertThat(json(answer).get("amr")).hasToString("[\"mfa\"]");
        bot.stepUp(null);
        assertThat(client.get(token, MAIN).statusCode()).isEqualTo(200);
    }

    @Test
    void showsEnvironmentsWithTheLinksOfStateAndRole() {
        String token = client.token();
        String path = "/projects/" + StandIn.PROJECT + "/environments/feature%2Fx";
        JsonNode environment = json(client.get(token, path));
        assertThat(json(client.get(token, "/api" + path))).isEqualTo(environment);
        assertThat(environment.get("id").asText()).isEqualTo("feature/x");
        JsonNode links = environment.get("_links");
        assertThat(links.at("/self/href").asText()).isEqualTo("https://eu-1.standin.test/api" + path);
        assertThat(links.get("#backup").get("href").asText()).isEqualTo("/api" + path + "/backup");
        assertThat(links.get("pf:ssh:app").get("href").asText())
                .isEqualTo("ssh://abcdefghij234-"
                        + environment.get("machine_name").asText() + "--app@ssh.eu-1.standin.test");

        assertThat(names(client.get(token, path.replace("feature%2Fx", "old"))))
                .contains("#activate", "#source-operation")
                .doesNotContain("#backup", "pf:ssh:app");
        bot.role(StandIn.PROJECT, Role.VIEWER);
        assertThat(names(client.get(token, path)))
                .contains("self", "#activities")
                .doesNotContain("#backup", "#source-operation", "pf:ssh:app");
        assertThat(client.post(token, path + "/backup", "{}").statusCode()).isEqualTo(403);
        bot.role(StandIn.PROJECT, Role.BARRED);
        assertThat(client.get(token, path).statusCode()).isEqualTo(403);
        bot.role(StandIn.PROJECT, null);
        assertThat(client.get(token, path).statusCode()).isEqualTo(404);
    }

    private static Set<String> names(HttpResponse<String> resource) {
        return json(resource).get("_links").properties().stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Test
    void listsProjectsWithAndWithoutOrganizations() {
        String token = client.token();
        JsonNode access =
                json(client.get(token, "/users/" + bot.id() + "/extended-access?filter%5Bresource_type%5D=project"));
        String references =
                access.get("_links").get("ref:projects:0").get("href").asText();
        assertThat(json(client.get(token, references))
                        .at("/abcdefghij234/title")
                        .asText())
                .isEqualTo("Shop");
        assertThat(client.get(token, references.replaceFirst("&sig=.*", "")).statusCode())
                .isEqualTo(400);
        JsonNode active = json(client.get(token, "/projects/" + StandIn.PROJECT + "/environments?active=true"));
        assertThat(active.findValuesAsText("name"))
                .contains("main", "feature/x")
                .doesNotContain("old");
        bot.role(StandIn.PROJECT, null);
        assertThat(json(client.get(token, references)).get(StandIn.PROJECT).isNull())
                .isTrue();
        bot.role(StandIn.PROJECT, Role.ADMIN);
        assertThat(client.get(token, MAIN.replace("main", "old") + "/deployments/current")
                        .statusCode())
                .isEqualTo(404);

        standIn.world().organizations(false);
        assertThat(client.get(token, "/users/me").statusCode()).isEqualTo(404);
        assertThat(client.get("nobody's", "/users/me").statusCode()).isEqualTo(404);
        assertThat(client.get("nobody's", "/me").statusCode()).isEqualTo(401);
        JsonNode me = json(client.get(token, "/me"));
        assertThat(me.get("id").asText()).isEqualTo(bot.id());
        assertThat(me.get("mail").asText()).isEqualTo("deploy-bot@example.com");
        assertThat(me.get("ssh_keys")).isEmpty();
        assertThat(me.at("/projects/0/id").asText()).isEqualTo(StandIn.PROJECT);
    }

    @Test
    void hasItsOwnClock() {
        standIn.clock().skew(Duration.ofHours(-2));
        String date =
                client.exchange(StandIn.API_TOKEN).headers().firstValue("Date").orElseThrow();
        assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .isBefore(Instant.now().minus(Duration.ofMinutes(119)));
    }

    @Test
    void leavesNothingBehindWhereAPortIsTaken() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        StandIn.Builder builder = StandIn.builder().ports(0, standIn.sshPort());
        assertThatThrownBy(builder::start).hasRootCauseInstanceOf(BindException.class);
        await().untilAsserted(() -> assertThat(newThreads(before)).isEmpty());
    }

    @Test
    void listsAndDeletesApiTokensAndListsRegions() {
        String token = client.token();
        String path = "/users/" + bot.id() + "/api-tokens";
        JsonNode tokens = json(client.get(token, path));
        assertThat(tokens).hasSize(1);
        assertThat(tokens.get(0).has("value")).isFalse();
        assertThat(client.delete(token, path + "/" + tokens.get(0).get("id").asText())
                        .statusCode())
                .isEqualTo(204);
        assertThat(client.exchange(StandIn.API_TOKEN).statusCode()).isEqualTo(400);
        assertThat(json(client.get(token, "/regions")).at("/regions/0/endpoint").asText())
                .isEqualTo("https://eu-1.standin.test/api");
    }

    @Test
    void servesTls() throws Exception {
        try (StandIn secure = StandIn.builder().tls(true).start()) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {secure.trustManager()}, null);
            HttpClient trusting = HttpClient.newBuilder().sslContext(context).build();
            URI url = URI.create(secure.authUrl() + "/ssh/authority");
            assertThat(url.getScheme()).isEqualTo("https");
            HttpResponse<String> answer =
                    trusting.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains("ssh-ed25519 ");
        }
    }

    @Test
    void leavesNothingBehind() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        StandIn other = StandIn.start();
        StandInClient otherClient = new StandInClient(other);
        String token = otherClient.token();
        StandInActivity activity = other.world()
                .begin(
                        "environment.cron",
                        other.world().project(StandIn.PROJECT).environment("main"),
                        other.world().account("deploy-bot"));
        otherClient.openLog(token, "/projects/" + StandIn.PROJECT + "/activities/" + activity.id() + "/log");
        await().until(() -> other.requests().count(Endpoint.LOG) == 1);
        Path repository = other.world().project(StandIn.PROJECT).repositoryDirectory();
        assertThat(Files.exists(repository)).isTrue();
        other.close();
        other.close();
        assertThat(Files.exists(repository)).isFalse();
        assertThatThrownBy(() -> otherClient.get(token, "/users/me")).hasRootCauseInstanceOf(IOException.class);
        await().untilAsserted(() -> assertThat(newThreads(before)).isEmpty());
        assertThat(Security.getProviders()).isEqualTo(PROVIDERS);
    }

    /** Those of the stand-in: the JDK keeps some of its own, and the waiting here has one. */
    private static List<String> newThreads(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> !name.matches(JDK_THREADS))
                .toList();
    }
}
