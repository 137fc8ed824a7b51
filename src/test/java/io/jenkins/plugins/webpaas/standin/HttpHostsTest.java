package io.jenkins.plugins.webpaas.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The hosts of a stand-in that has one for the API and one for authentication, as the JDK's HTTP client sees them. */
class HttpHostsTest {
    private final StandIn standIn = StandIn.builder().twoHosts(true).start();

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void speakHttp2AndSendWholeLogs() throws Exception {
        StandInActivity backup = standIn.world()
                .begin(
                        "environment.backup",
                        standIn.world().project(StandIn.PROJECT).environment("main"),
                        standIn.world().account("deploy-bot"))
                .start()
                .log("Working on it\n")
                .complete(Result.SUCCESS);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {standIn.trustManager()}, null);
        HttpClient http = HttpClient.newBuilder().sslContext(tls).build();

        HttpResponse<String> exchange = http.send(
                HttpRequest.newBuilder(URI.create(standIn.authUrl() + "/oauth2/token"))
                        .header("Authorization", "Basic b3ZoLWV1LWNsaTo=")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=api_token&api_token=" + StandIn.API_TOKEN))
                        .build(),
                BodyHandlers.ofString());
        String token = StandInClient.json(exchange).get("access_token").asText();
        HttpResponse<String> log = http.send(
                HttpRequest.newBuilder(URI.create(standIn.apiUrl() + "/projects/" + StandIn.PROJECT + "/activities/"
                                + backup.id() + "/log"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());

        assertThat(exchange.uri().getHost()).isNotEqualTo(log.uri().getHost());
        assertThat(exchange.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(log.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(log.body().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{"))
                .last()
                .isEqualTo("{\"seal\": true}");
    }
}
