package io.jenkins.plugins.webpaas.standin;

import static io.jenkins.plugins.webpaas.standin.StandInClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.support.Command;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The links of environments, and what the SSH host makes of the addresses in them. */
class StandInLinksTest {
    private static final String MAIN = "/projects/" + StandIn.PROJECT + "/environments/main";

    @TempDir
    private Path directory;

    private final StandIn standIn = StandIn.start();
    private final StandInClient client = new StandInClient(standIn);
    private final StandInEnvironment main =
            standIn.world().project(StandIn.PROJECT).environment("main");
    private final String token = client.token();

    @AfterEach
    void close() {
        standIn.close();
    }

    @Test
    void theLinkSshLeadsToTheFirstApplication() {
        JsonNode links = links();
        assertThat(links.get("ssh")).isEqualTo(links.get("pf:ssh:app")).isNotNull();
        main.apps().clear();
        assertThat(links().has("ssh")).isFalse();
    }

    @Test
    void anEnvironmentMayBeClosedWhileItIsDirty() {
        main.closedWhileDirty();
        assertThat(links().has("#backup")).isTrue();
        StandInActivity push =
                standIn.world().begin("environment.push", main, standIn.world().account("deploy-bot"));

        assertThat(json(client.get(token, MAIN)).get("is_dirty").asBoolean()).isTrue();
        assertThat(links().fieldNames()).toIterable().contains("self", "#activities", "#edit", "#manage-variables");
        assertThat(links().fieldNames())
                .toIterable()
                .doesNotContain("#backup", "#source-operation", "#redeploy", "ssh");
        assertThat(links().fieldNames()).toIterable().noneMatch(link -> link.startsWith("pf:ssh"));
        assertThat(client.post(token, MAIN + "/backup", "{}").statusCode()).isEqualTo(400);

        push.complete(Result.SUCCESS);
        assertThat(client.post(token, MAIN + "/backup", "{}").statusCode()).isEqualTo(202);
    }

    @Test
    void dedicatedNodesHaveAnAddressEach() throws IOException {
        Path config = client.sshConfig(directory, "ed25519");
        main.dedicatedNodes(2);
        assertThat(links().fieldNames()).toIterable().contains("pf:ssh:ent-1", "pf:ssh:ent-2");
        assertThat(links().fieldNames()).toIterable().doesNotContain("pf:ssh:app", "pf:ssh:ent-1:0");

        String href = links().get("pf:ssh:ent-2").get("href").asText();
        String node = href.substring("ssh://".length());
        assertThat(node).isEqualTo("2.ent-abcdefghij234-" + main.machineName() + "@" + standIn.sshHost());
        assertThat(Command.of("ssh", "-F", config.toString(), node, "basename $PWD")
                        .output())
                .isEqualTo("ent-2\n");
    }

    @Test
    void anUnknownApplicationIsRefused() throws IOException {
        Path config = client.sshConfig(directory, "ed25519");
        String typo = main.sshUser("typo") + "@" + standIn.sshHost();
        assertThat(Command.of("ssh", "-F", config.toString(), typo, "true").run())
                .matches(result -> result.exit() == 255)
                .matches(result -> result.output().contains("could not connect to service " + main.sshUser("typo")));
    }

    private JsonNode links() {
        return json(client.get(token, MAIN)).get("_links");
    }
}
