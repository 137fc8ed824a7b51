package io.jenkins.plugins.webpaas.standin;

import static io.jenkins.plugins.webpaas.standin.StandInClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backups, source operations, activities and their logs. */
class StandInActivityTest {
    private static final String PROJECT = "/projects/" + StandIn.PROJECT;
    private static final String MAIN = PROJECT + "/environments/main";

    private final StandIn standIn = StandIn.start();
    private final StandInClient client = new StandInClient(standIn);
    private final StandInProject project = standIn.world().project(StandIn.PROJECT);
    private final StandInEnvironment main = project.environment("main");
    private final Account bot = standIn.world().account("deploy-bot");
    private final String token = client.token();

    @AfterEach
    void close() {
        standIn.close();
    }

    @Test
    void backsUp() {
        HttpResponse<String> accepted =
                client.post(token, href(json(client.get(token, MAIN)), "#backup"), "{\"safe\":false}");
        assertThat(accepted.statusCode()).isEqualTo(202);
        JsonNode begun = json(accepted).at("/_embedded/activities/0");
        assertThat(begun.get("type").asText()).isEqualTo("environment.backup");
        assertThat(begun.get("state").asText()).isEqualTo("pending");
        assertThat(begun.get("result").isNull()).isTrue();
        assertThat(begun.at("/payload/user/id").asText()).isEqualTo(bot.id());
        assertThat(begun.at("/payload/backup_name").isMissingNode()).isTrue();
        assertThat(json(client.get(token, MAIN)).get("is_dirty").asBoolean()).isTrue();
        assertThat(json(client.get(token, MAIN + "/backups"))).isEmpty();

        StandInActivity activity = project.activity("environment.backup");
        activity.start().progress(50);
        assertThat(json(client.get(token, href(begun, "self"))).get("state").asText())
                .isEqualTo("in_progress");
        activity.complete(Result.SUCCESS);
        JsonNode ended = json(client.get(token, href(begun, "self")));
        assertThat(ended.get("state").asText()).isEqualTo("complete");
        assertThat(ended.get("result").asText()).isEqualTo("success");
        JsonNode backup = json(client.get(token, MAIN + "/backups")).get(0);
        assertThat(backup.get("id")).isEqualTo(ended.at("/payload/backup_name"));
        assertThat(backup.get("safe").asBoolean()).isFalse();

        standIn.world().play(Script.success(Duration.ZERO));
        assertThat(client.post(token, href(backup, "#restore"), "{}").statusCode())
                .isEqualTo(202);
        assertThat(client.delete(token, href(backup, "#delete")).statusCode()).isEqualTo(202);
        await().until(() -> main.backups().isEmpty());
        assertThat(project.activity("environment.restore").type()).isEqualTo("environment.restore");
    }

    @Test
    void replacesTheOldestBackupAtTheQuota() {
        standIn.world().backupPath("backups");
        assertThat(href(json(client.get(token, MAIN)), "#backup")).endsWith("/backups");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> created = client.post(token, MAIN + "/backups", "");
            assertThat(created.statusCode()).isEqualTo(200);
            ids.add(0, json(created).get("id").asText());
        }
        assertThat(main.backups()).extracting(Backup::id).isEqualTo(ids.subList(0, 4));
    }

    @Test
    void runsSourceOperations() {
        JsonNode environment = json(client.get(token, MAIN));
        assertThat(href(environment, "#source-operations"))
                .isEqualTo("https://eu-1.standin.test/api" + MAIN + "/source-operations");
        assertThat(json(client.get(token, MAIN + "/source-operations")).findValuesAsText("operation"))
                .containsExactly("update", "rebuild-assets");
        String run = href(environment, "#source-operation");
        HttpResponse<String> typo = client.post(token, run, "{\"operation\":\"updaet\",\"variables\":{}}");
        assertThat(typo.statusCode()).isEqualTo(400);
        assertThat(json(typo).at("/detail/operation/0").asText()).contains("updaet");
        assertThat(client.post(token, run, "{\"operation\":\"update\",\"variables\":[]}")
                        .statusCode())
                .isEqualTo(400);

        assertThat(client.post(token, run, "{\"operation\":\"update\",\"variables\":{}}")
                        .statusCode())
                .isEqualTo(202);
        project.activity("environment.source-operation").start().complete(Result.SUCCESS);
        assertThat(project.activity("environment.push").state()).isEqualTo("pending");

        main.sourceOperationsSupported(false);
        assertThat(json(client.get(token, MAIN)).get("_links").has("#source-operation"))
                .isFalse();
        assertThat(client.get(token, MAIN + "/source-operations").statusCode()).isEqualTo(404);
    }

    @Test
    void answersWithNoneOneAndManyActivities() {
        for (StandInData.Listed listed : StandInData.Listed.values()) {
            standIn.world().listed(listed);
            JsonNode accepted = json(client.post(token, MAIN + "/backup", "{}"));
            List<String> types = accepted.at("/_embedded/activities").findValuesAsText("type");
            switch (listed) {
                case NONE -> assertThat(types).isEmpty();
                case ONE -> assertThat(types).containsExactly("environment.backup");
                case MANY -> assertThat(types).containsExactly("environment.backup", "environment.backup");
                case WITH_INTEGRATION -> assertThat(types).containsExactly("integration.webhook", "environment.backup");
                case ACCEPTED, ACCEPTED_FOR_LATER ->
                    assertThat(accepted).hasToString("{\"status\":\"Accepted\",\"code\":202}");
            }
        }
        assertThat(main.backups()).hasSize(1);
        assertThat(project.activities()).hasSize(6);
        assertThat(ids(MAIN + "/activities")).hasSize(6);
        assertThat(ids(MAIN + "/activities")).hasSize(7);
    }

    @Test
    void hidesLinks() {
        main.hideLink("#backup");
        assertThat(json(client.get(token, MAIN)).get("_links").has("#backup")).isFalse();
        assertThat(client.post(token, MAIN + "/backup", "{}").statusCode()).isEqualTo(400);
        main.showLinks();
        assertThat(client.post(token, MAIN + "/backup", "{}").statusCode()).isEqualTo(202);
    }

    @Test
    void listsActivities() {
        StandInActivity cron =
                standIn.world().begin("environment.cron", main, bot).start();
        standIn.clock().advance(Duration.ofSeconds(1));
        StandInActivity push =
                standIn.world().begin("environment.push", main, bot).complete(Result.FAILURE);
        standIn.clock().advance(Duration.ofSeconds(1));
        StandInActivity other = standIn.world().begin("environment.push", project.environment("feature/x"), bot);

        assertThat(ids(PROJECT + "/activities")).containsExactly(other.id(), push.id(), cron.id());
        assertThat(ids(MAIN + "/activities")).containsExactly(push.id(), cron.id());
        assertThat(ids(PROJECT + "/activities?type=environment.push&count=1")).containsExactly(other.id());
        assertThat(ids(PROJECT + "/activities?state=in_progress&state=complete"))
                .containsExactly(push.id(), cron.id());
        assertThat(ids(PROJECT + "/activities?result=failure")).containsExactly(push.id());
        String at = json(client.get(token, PROJECT + "/activities/" + push.id()))
                .get("created_at")
                .asText();
        assertThat(at).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00");
        for (String plus : List.of("%2B", "+", "%20")) {
            assertThat(ids(PROJECT + "/activities?starts_at=" + at.replace("+", plus)))
                    .containsExactly(push.id(), cron.id());
        }
        push.withoutTimestamps();
        assertThat(json(client.get(token, MAIN + "/activities/" + push.id()))
                        .get("created_at")
                        .isNull())
                .isTrue();
        project.forget(push);
        assertThat(client.get(token, PROJECT + "/activities/" + push.id()).statusCode())
                .isEqualTo(404);
        assertThat(client.get(token, MAIN + "/activities/" + other.id()).statusCode())
                .isEqualTo(404);
    }

    private List<String> ids(String path) {
        JsonNode list = json(client.get(token, path));
        assertThat(list).isInstanceOf(ArrayNode.class);
        return StreamSupport.stream(list.spliterator(), false)
                .map(activity -> activity.get("id").asText())
                .toList();
    }

    @Test
    void cancelsWhatCanBeCancelled() {
        StandInActivity push = standIn.world().begin("environment.push", main, bot);
        JsonNode shown = json(client.get(token, PROJECT + "/activities/" + push.id()));
        assertThat(client.post(token, href(shown, "#cancel"), "").statusCode()).isEqualTo(202);
        assertThat(push.state()).isEqualTo("cancelled");
        HttpResponse<String> late = client.post(token, href(shown, "#cancel"), "");
        assertThat(late.statusCode()).isEqualTo(400);
        assertThat(json(late).get("message").asText()).contains("cannot be cancelled in its current state");
        StandInActivity backup = standIn.world().begin("environment.backup", main, bot);
        String path = PROJECT + "/activities/" + backup.id();
        assertThat(json(client.get(token, path)).get("_links").has("#cancel")).isFalse();
        assertThat(json(client.post(token, path + "/cancel", "")).get("message").asText())
                .endsWith("cannot be cancelled");
    }

    @Test
    void streamsTheLogWhileItGrows() throws Exception {
        StandInActivity activity =
                standIn.world().begin("environment.push", main, bot).start().log("one\n");
        try (Stream<String> lines = client.openLog(token, logOf(activity)).get().body()) {
            Iterator<String> line = lines.iterator();
            assertThat(StandInJson.read(line.next()).at("/data/message").asText())
                    .isEqualTo("one\n");
            activity.log("two\n");
            assertThat(StandInJson.read(line.next()).get("_id").asText()).isEqualTo("1");
            activity.complete(Result.SUCCESS);
            assertThat(line.next()).isEqualTo("{\"seal\": true}");
            assertThat(line.hasNext()).isFalse();
        }
    }

    @Test
    void takesUpTheLogWhereAsked() {
        StandInActivity activity =
                standIn.world().begin("environment.push", main, bot).start();
        activity.log("one\n").log("two\n").log("three\n");
        assertThat(client.get(token, logOf(activity) + "?start_at=1&max_items=0&max_delay=0")
                        .body()
                        .lines())
                .hasSize(2)
                .allMatch(line -> line.contains("_id"));
        assertThat(json(client.get(token, PROJECT + "/activities/" + activity.id()))
                        .get("log")
                        .asText())
                .isEqualTo("one\ntwo\nthree\n");
        assertThat(client.get(token, logOf(activity) + "?max_items=2").body().lines())
                .hasSize(2);
        HttpResponse<String> unknown = client.get(token, logOf(activity) + "?foo=bar");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(json(unknown).get("message").asText()).contains("foo");
    }

    @Test
    void breaksLogsOffAndLeavesThemUnsealed() {
        StandInActivity activity =
                standIn.world().begin("environment.push", main, bot).start();
        activity.log("one\n").log("two\n").log().withoutSeal().dropAfter(1);
        assertThatThrownBy(() -> client.get(token, logOf(activity))).hasRootCauseInstanceOf(IOException.class);
        activity.complete(Result.SUCCESS).log().dropNoMore();
        assertThat(client.get(token, logOf(activity)).body().lines())
                .hasSize(2)
                .noneMatch(line -> line.contains("seal"));
    }

    @Test
    void playsScripts() {
        standIn.world().play(Script.failure(Duration.ofMillis(200), "one\n", "two\n"));
        StandInActivity activity = standIn.world().begin("environment.redeploy", main, bot);
        assertThat(client.get(token, logOf(activity)).body().lines()).hasSize(3);
        assertThat(activity.result()).isEqualTo(Result.FAILURE);
        assertThat(activity.isFinal()).isTrue();
    }

    @Test
    void redeploysAndShowsTheDeployment() {
        assertThat(client.post(token, MAIN + "/redeploy", "").statusCode()).isEqualTo(202);
        StandInActivity activity = project.activity("environment.redeploy").stage();
        assertThat(json(client.get(token, PROJECT + "/activities/" + activity.id()))
                        .get("state")
                        .asText())
                .isEqualTo("staged");
        JsonNode deployment = json(client.get(token, MAIN + "/deployments/current"));
        assertThat(deployment.get("webapps").has("app")).isTrue();
        assertThat(deployment.get("workers").has("app--queue")).isTrue();
    }

    @Test
    void describesItselfToPeople() {
        assertThat(StandInMain.description(standIn))
                .contains(StandIn.API_TOKEN, standIn.hostKey(), "Port " + standIn.sshPort());
    }

    private static String logOf(StandInActivity activity) {
        return PROJECT + "/activities/" + activity.id() + "/log";
    }

    private static String href(JsonNode resource, String link) {
        return resource.get("_links").get(link).get("href").asText();
    }
}
