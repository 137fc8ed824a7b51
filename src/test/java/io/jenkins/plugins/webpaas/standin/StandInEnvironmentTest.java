package io.jenkins.plugins.webpaas.standin;

import static io.jenkins.plugins.webpaas.standin.StandInClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Environments from their first push to their end, and what the API tells of their deployments. */
class StandInEnvironmentTest {
    private static final String PROJECT = "/projects/" + StandIn.PROJECT;
    private static final String COMMIT = "3f2a9c1".repeat(5) + "3f2a9";

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
    void anActivityHidesTheStatus() {
        assertThat(get("old").get("status").asText()).isEqualTo("inactive");
        post("old", "activate", "{\"resources\": {\"init\": \"minimum\"}}");
        assertThat(get("old").get("status").asText()).isEqualTo("dirty");
        assertThat(get("old").get("is_dirty").asBoolean()).isTrue();
        project.activity("environment.activate").complete(Result.SUCCESS);

        assertThat(get("old").get("status").asText()).isEqualTo("active");
        assertThat(get("old").at("/deployment_state/last_deployment_successful").asBoolean())
                .isTrue();
        assertThat(client.post(token, path("old") + "/activate", "{}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void resourcesToBeginWithAreOneOfThree() {
        assertThat(client.post(token, path("old") + "/activate", "{\"resources\": {\"init\": \"huge\"}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(project.activities()).isEmpty();
    }

    @Test
    void onlyWhatIsInactiveIsDeleted() {
        assertThat(client.delete(token, path("feature%2Fx")).statusCode()).isEqualTo(400);
        post("feature%2Fx", "deactivate", "");
        project.activity("environment.deactivate").complete(Result.SUCCESS);
        assertThat(get("feature%2Fx").get("deployment_state").isNull()).isTrue();

        assertThat(client.delete(token, path("feature%2Fx")).statusCode()).isEqualTo(202);
        assertThat(get("feature%2Fx").get("status").asText()).isEqualTo("deleting");
        project.activity("environment.delete").complete(Result.SUCCESS);
        assertThat(client.get(token, path("feature%2Fx")).statusCode()).isEqualTo(404);
        assertThat(client.get(token, path("feature%2Fx") + "/activities").statusCode())
                .isEqualTo(404);
        assertThat(json(client.get(token, PROJECT + "/activities?type=environment.delete"))
                        .at("/0/environments/0")
                        .asText())
                .isEqualTo("feature/x");
    }

    @Test
    void theLastDeploymentIsTold() {
        standIn.world().begin("environment.push", main, bot).complete(Result.FAILURE);
        assertThat(deployment("last_deployment_successful")).isEqualTo("false");
        assertThat(deployment("last_deployment_failure_reason")).isEqualTo("error");
        assertThat(deployment("last_state_update_successful")).isEqualTo("false");

        standIn.world()
                .begin("environment.redeploy", main, bot)
                .command("app", "deploy", 2)
                .complete(Result.SUCCESS);
        assertThat(deployment("last_deployment_failure_reason")).isEqualTo("shell");
        assertThat(deployment("last_state_update_successful")).isEqualTo("true");
        assertThat(get("main")
                        .at("/deployment_state/last_deployment_commands/0/exit_code")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aBuildThatFailsLeavesTheDeploymentBefore() {
        standIn.world().begin("environment.push", main, bot).failBuild();

        assertThat(deployment("last_deployment_successful")).isEqualTo("true");
    }

    @Test
    void whatDeploysNothingIsNoDeployment() {
        standIn.world().begin("environment.backup", main, bot).complete(Result.FAILURE);
        standIn.world()
                .begin("environment.push", project.environment("old"), bot)
                .complete(Result.FAILURE);

        assertThat(deployment("last_deployment_successful")).isEqualTo("true");
        assertThat(get("old").get("deployment_state").isNull()).isTrue();
    }

    @Test
    void anIntegrationPushesAsAnotherUser() {
        StandInActivity push = standIn.world().integrate(project, "pr-12", COMMIT);
        assertThat(push.user()).isNotEqualTo(bot);
        assertThat(get("pr-12").get("head_commit").asText()).isEqualTo(COMMIT);
        push.complete(Result.SUCCESS);

        assertThat(get("pr-12").get("status").asText()).isEqualTo("active");
    }

    @Test
    void aStagedPushIsThereAndNotDeployed() {
        standIn.world().begin("environment.push", main, bot).stage();

        assertThat(get("main").get("has_staged_activities").asBoolean()).isTrue();
        assertThat(get("main").get("is_dirty").asBoolean()).isFalse();
    }

    @Test
    void optionsOfAPushHaveNames() {
        ReceivedPushOptions options =
                ReceivedPushOptions.of(List.of("environment.status=active", "environment.parent=a=b", "ci.skip"));

        assertThat(options.activates()).isTrue();
        assertThat(options.environment("parent")).isEqualTo("a=b");
        assertThat(options.values()).containsEntry("ci.skip", "");
        assertThat(ReceivedPushOptions.NONE.activates()).isFalse();
    }

    private String deployment(String field) {
        return get("main").at("/deployment_state/" + field).asText();
    }

    private JsonNode get(String environment) {
        return json(client.get(token, path(environment)));
    }

    private void post(String environment, String operation, String body) {
        assertThat(client.post(token, path(environment) + "/" + operation, body).statusCode())
                .isEqualTo(202);
    }

    private static String path(String environment) {
        return PROJECT + "/environments/" + environment;
    }
}
