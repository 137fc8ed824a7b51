package io.jenkins.plugins.webpaas.standin;

import static io.jenkins.plugins.webpaas.standin.StandInClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stand-in's answers have the fields that the vendor's OpenAPI documents require (protocol, "Fields that an answer has"). */
class RequiredFieldsTest {
    private static final String PROJECT = "/projects/" + StandIn.PROJECT;
    private static final String MAIN = PROJECT + "/environments/main";

    private final StandIn standIn = StandIn.start();
    private final StandInClient client = new StandInClient(standIn);
    private final String token = client.token();

    @AfterEach
    void close() {
        standIn.close();
    }

    @Test
    void theyAreThereAndNotNull() throws IOException {
        Account bot = standIn.world().account("deploy-bot");
        StandInEnvironment main = standIn.world().project(StandIn.PROJECT).environment("main");
        client.post(token, MAIN + "/backup", "{}");
        standIn.world().project(StandIn.PROJECT).activity("environment.backup").complete(Result.SUCCESS);
        String variable = "{\"name\": \"env:LEVEL\", \"value\": \"info\"}";
        client.post(token, MAIN + "/variables", variable);
        client.post(token, PROJECT + "/variables", variable);
        JsonNode deployment = get(MAIN + "/deployments/current");
        String references = get("/users/" + bot.id() + "/extended-access")
                .get("_links")
                .get("ref:projects:0")
                .get("href")
                .asText();

        Map<String, JsonNode> answers = new LinkedHashMap<>();
        answers.put("project", get(PROJECT));
        answers.put("environment", get(MAIN));
        answers.put("deployment", deployment);
        answers.put("activity", get(PROJECT + "/activities").get(0));
        answers.put("backup", get(MAIN + "/backups").get(0));
        answers.put("source operation", get(MAIN + "/source-operations").get(0));
        answers.put("project variable", get(PROJECT + "/variables").get(0));
        answers.put("environment variable", get(MAIN + "/variables/env%3ALEVEL"));
        answers.put("user", get("/users/me"));
        answers.put("project reference", get(references).get(StandIn.PROJECT));
        answers.put("upstream route", deployment.get("routes").get(main.url()));
        answers.put("redirect route", deployment.get("routes").get(main.url().replaceFirst("https", "http")));

        List<String[]> rows = rows();
        assertThat(rows).hasSizeGreaterThan(answers.size());
        assertThat(rows.stream().map(row -> row[0].split("\\.")[0])).containsAll(answers.keySet());
        assertThat(rows.stream().flatMap(row -> lacking(answers, row[0], row[1])))
                .isEmpty();
    }

    private JsonNode get(String path) {
        return json(client.get(token, path));
    }

    /** Each with what the fields are of, and the fields, without the table's marks. */
    private static List<String[]> rows() throws IOException {
        String document = Files.readString(Path.of("docs/protocol.md"));
        String table = document.split("<!-- required-fields:begin -->|<!-- required-fields:end -->")[1];
        return table.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replaceAll("[` ]*\\|[` ]*$|^[| `]+|`", "").split(" *\\| *"))
                .toList();
    }

    private static Stream<String> lacking(Map<String, JsonNode> answers, String of, String fields) {
        String[] path = of.split("\\.");
        Stream<JsonNode> found = Stream.of(answers.get(path[0]));
        for (String step : Arrays.copyOfRange(path, 1, path.length)) {
            found = found.flatMap(node ->
                    step.equals("*") ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node.path(step)));
        }
        List<JsonNode> objects = found.toList();
        if (objects.isEmpty()) {
            return Stream.of("no " + of);
        }
        return objects.stream().flatMap(object -> Arrays.stream(fields.split(", "))
                .filter(field ->
                        !(field.endsWith(" ?") ? object.has(field.replace(" ?", "")) : object.hasNonNull(field)))
                .map(field -> of + ": " + field));
    }
}
