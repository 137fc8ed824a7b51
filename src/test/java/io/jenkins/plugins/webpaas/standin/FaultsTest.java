package io.jenkins.plugins.webpaas.standin;

import static io.jenkins.plugins.webpaas.standin.StandInClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each fault does what a test switches on. */
class FaultsTest {
    private static final String MAIN = "/projects/" + StandIn.PROJECT + "/environments/main";

    private final StandIn standIn = StandIn.start();
    private final StandInClient client = new StandInClient(standIn);

    @AfterEach
    void close() {
        standIn.close();
    }

    @Test
    void failsAsTold() {
        String token = client.token();
        standIn.faults()
                .add(
                        Endpoint.ENVIRONMENT,
                        Fault.status(503).header("Retry-After", "7").times(1))
                .add(Endpoint.ENVIRONMENT, Fault.html(502).times(1))
                .add(Endpoint.ENVIRONMENT, Fault.wrongTypes().times(1))
                .add(
                        Endpoint.ENVIRONMENT,
                        Fault.redirect("http://elsewhere.test/").times(1))
                .add(Endpoint.ENVIRONMENT, Fault.hugeBody(1_000_000).times(1));
        HttpResponse<String> busy = client.get(token, MAIN);
        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(busy.headers().firstValue("Retry-After")).contains("7");
        assertThat(client.get(token, MAIN).body()).startsWith("<!DOCTYPE html>");
        JsonNode wrong = json(client.get(token, MAIN));
        assertThat(wrong.get("id").isInt()).isTrue();
        assertThat(wrong.get("_links").get("curies").isTextual()).isTrue();
        assertThat(client.get(token, MAIN).headers().firstValue("Location")).contains("http://elsewhere.test/");
        assertThat(client.get(token, MAIN).body()).hasSize(1_000_000);
        assertThat(client.get(token, MAIN).statusCode()).isEqualTo(200);

        standIn.faults().add(Endpoint.ENVIRONMENT, Fault.invalidJson());
        assertThatThrownBy(() -> json(client.get(token, MAIN))).hasRootCauseInstanceOf(IOException.class);
        standIn.faults().clear();
        standIn.faults().add(Endpoint.ENVIRONMENT, Fault.truncatedBody().times(1));
        assertThatThrownBy(() -> client.get(token, MAIN)).hasRootCauseInstanceOf(IOException.class);
        standIn.faults().add(Endpoint.ENVIRONMENT, Fault.stalledBody().times(1));
        CompletableFuture<HttpResponse<String>> stalled =
                client.start(client.request(MAIN).header("Authorization", "Bearer " + token));
        assertThatThrownBy(() -> stalled.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        standIn.faults()
                .add(Endpoint.ENVIRONMENT, Fault.latency(Duration.ofMillis(300)).times(1));
        Instant start = Instant.now();
        assertThat(client.get(token, MAIN).statusCode()).isEqualTo(200);
        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void losesRequestsAndAnswers() {
        String token = client.token();
        StandInProject project = standIn.world().project(StandIn.PROJECT);
        standIn.faults().add(Endpoint.BACKUP, Fault.dropBefore().times(1));
        assertThatThrownBy(() -> client.post(token, MAIN + "/backup", "{}")).hasRootCauseInstanceOf(IOException.class);
        assertThat(project.activities()).isEmpty();
        standIn.faults().add(Endpoint.BACKUP, Fault.dropAfter().times(1));
        assertThatThrownBy(() -> client.post(token, MAIN + "/backup", "{}")).hasRootCauseInstanceOf(IOException.class);
        assertThat(project.activities()).hasSize(1);
        standIn.faults().add(Endpoint.BACKUP, Fault.status(504).acted().times(1));
        assertThat(client.post(token, MAIN + "/backup", "{}").statusCode()).isEqualTo(504);
        assertThat(project.activities()).hasSize(2);
    }

    @Test
    void actsAfterTheAnswer() {
        String token = client.token();
        StandInProject project = standIn.world().project(StandIn.PROJECT);
        standIn.faults().add(Endpoint.BACKUP, Fault.status(502).actedLater().times(1));
        assertThat(client.post(token, MAIN + "/backup", "{}").statusCode()).isEqualTo(502);
        assertThat(project.activities()).isEmpty();

        standIn.faults().catchUp();
        standIn.faults().catchUp();

        assertThat(project.activities()).hasSize(1);
    }

    @Test
    void refusesInTheWordsOfTheApi() {
        String token = client.token();
        standIn.faults().add(Endpoint.ENVIRONMENT, Fault.refusal(403));

        HttpResponse<String> refusal = client.get(token, MAIN);

        assertThat(refusal.statusCode()).isEqualTo(403);
        assertThat(json(refusal).get("code").asInt()).isEqualTo(403);
    }
}
