package io.jenkins.plugins.webpaas.standin;

import static io.jenkins.plugins.webpaas.standin.StandInClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables, settings and environments can be made, changed and deleted. */
class StandInResourcesTest {
    private static final String PROJECT = "/projects/" + StandIn.PROJECT;

    private final StandIn standIn = StandIn.start();
    private final StandInClient client = new StandInClient(standIn);
    private final StandInProject project = standIn.world().project(StandIn.PROJECT);
    private final Account bot = standIn.world().account("deploy-bot");
    private final String token = client.token();

    @AfterEach
    void close() {
        standIn.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {PROJECT, PROJECT + "/environments/feature%2Fx"})
    void variables(String of) {
        String variables = of + "/variables";
        String secret = "{\"name\": \"env:KEY\", \"value\": \"s3cret\", \"is_sensitive\": true}";
        HttpResponse<String> created = client.post(token, variables, secret);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(json(created).at("/_embedded/entity/name").asText()).isEqualTo("env:KEY");
        assertThat(client.post(token, variables, secret).statusCode()).isEqualTo(409);
        assertThat(client.post(token, variables, "{}").statusCode()).isEqualTo(400);

        JsonNode listed = json(client.get(token, variables)).get(0);
        assertThat(listed.has("value")).isFalse();
        assertThat(listed.has("environment")).isEqualTo(of.contains("environments"));
        String self = listed.at("/_links/self/href").asText();
        assertThat(self).isEqualTo("/api" + variables + "/env%3AKEY");
        change(self, "{\"is_sensitive\": false, \"value\": \"open\"}");
        assertThat(json(client.get(token, self)).get("value").asText()).isEqualTo("open");

        bot.role(StandIn.PROJECT, Role.VIEWER);
        assertThat(client.get(token, self).statusCode()).isEqualTo(200);
        assertThat(client.delete(token, self).statusCode()).isEqualTo(403);
        bot.role(StandIn.PROJECT, Role.ADMIN);
        assertThat(client.delete(token, self).statusCode()).isEqualTo(200);
        assertThat(client.get(token, self).statusCode()).isEqualTo(404);
    }

    @Test
    void settings() {
        String settings = PROJECT + "/environments/main/settings";
        assertThat(json(client.get(token, settings))
                        .get("enable_manual_deployments")
                        .asBoolean())
                .isFalse();
        change(settings, "{\"enable_manual_deployments\": true}");
        assertThat(json(client.get(token, settings))
                        .get("enable_manual_deployments")
                        .asBoolean())
                .isTrue();
        assertThat(json(client.get(token, settings)).at("/_links/self/href").asText())
                .isEqualTo("/api" + settings);
    }

    @Test
    void anEnvironmentIsDeletedOnceItIsInactive() {
        standIn.world().play(Script.success(Duration.ZERO));
        String path = PROJECT + "/environments/feature%2Fx";
        assertThat(client.delete(token, path).statusCode()).isEqualTo(400);
        assertThat(client.post(token, path + "/deactivate", "").statusCode()).isEqualTo(202);
        StandInEnvironment environment = project.environment("feature/x");
        await().until(() -> environment.status().equals("inactive"));
        assertThat(client.post(token, path + "/activate", "").statusCode()).isEqualTo(202);
        await().until(() -> environment.status().equals("active"));

        client.post(token, path + "/deactivate", "");
        await().until(() -> environment.status().equals("inactive"));
        assertThat(client.delete(token, path).statusCode()).isEqualTo(202);
        await().until(() -> client.get(token, path).statusCode() == 404);
        assertThat(project.repositoryDirectory().resolve("refs/heads/feature/x"))
                .doesNotExist();
    }

    private void change(String path, String body) {
        HttpResponse<String> changed = client.send(client.request(path)
                .header("Authorization", "Bearer " + token)
                .method("PATCH", BodyPublishers.ofString(body)));
        assertThat(changed.statusCode()).isEqualTo(200);
    }
}
