package io.jenkins.plugins.webpaas.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.Branch;
import io.jenkins.plugins.webpaas.api.Merge;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.api.Pause;
import io.jenkins.plugins.webpaas.api.Redeployment;
import io.jenkins.plugins.webpaas.api.Restoration;
import io.jenkins.plugins.webpaas.api.RuntimeOperation;
import io.jenkins.plugins.webpaas.api.StagedDeployment;
import io.jenkins.plugins.webpaas.api.Synchronization;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import io.jenkins.plugins.webpaas.support.StandInService;
import io.jenkins.plugins.webpaas.support.VendorCli;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendor's own CLI and the plugin do the same operations, and leave the stand-in in the same state. */
@RequiresProgram("upsun")
class VendorCliOperationsTest {
    @TempDir
    private static Path directory;

    private static StandIn standIn;
    private static StandInProject project;
    private static VendorCli cli;
    private static WebPaasApi api;

    @BeforeAll
    static void start() throws IOException {
        standIn = StandIn.start();
        project = standIn.world().project(StandIn.PROJECT);
        cli = new VendorCli(directory, standIn).with("PLATFORM_PROJECT", StandIn.PROJECT);
        api = StandInService.client(Clock.systemUTC()).as(new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN));
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    @BeforeEach
    void begin() {
        play();
        project.activities().forEach(project::forget);
    }

    @Test
    void redeployment() throws IOException {
        assertThat(byCli(environment("active"), Endpoint.REDEPLOY, "environment:redeploy"))
                .isEqualTo(byPlugin(environment("active"), Endpoint.REDEPLOY, new Redeployment()));
        assertThat(byCli(environment("paused"), Endpoint.REDEPLOY, "environment:redeploy"))
                .isEqualTo(byPlugin(environment("paused"), Endpoint.REDEPLOY, new Redeployment()))
                .contains("status active");
    }

    @Test
    void pause() throws IOException {
        assertThat(byCli(environment("active"), Endpoint.PAUSE, "environment:pause"))
                .isEqualTo(byPlugin(environment("active"), Endpoint.PAUSE, new Pause()))
                .contains("status paused");
    }

    @Test
    void restoration() throws IOException {
        assertThat(byCli(withBackup(), Endpoint.BACKUP_RESTORE, "backup:restore", "k9"))
                .isEqualTo(byPlugin(withBackup(), Endpoint.BACKUP_RESTORE, new Restoration("k9", null, true, true)))
                .contains("data of pr-12");
        StandInEnvironment main = project.environment("main");
        main.addBackup("m1");
        List<Object> afterCli = byCli(
                main,
                environment("active"),
                Endpoint.BACKUP_RESTORE,
                "backup:restore",
                "m1",
                "--target=pr-12",
                "--no-code");
        assertThat(byPlugin(environment("active"), Endpoint.BACKUP_RESTORE, new Restoration("m1", "main", false, true)))
                .isEqualTo(afterCli)
                .contains("data of main");
    }

    /** Returns an environment that has had other data since its backup. */
    private static StandInEnvironment withBackup() {
        StandInEnvironment environment = environment("active");
        environment.addBackup("k9");
        environment.data("other");
        return environment;
    }

    @Test
    void deployment() throws IOException {
        assertThat(byCli(staged(), Endpoint.DEPLOY, "environment:deploy"))
                .isEqualTo(byPlugin(staged(), Endpoint.DEPLOY, new StagedDeployment(null)))
                .contains("activity environment.push of pr-12");
        assertThat(byCli(staged(), Endpoint.DEPLOY, "environment:deploy", "--strategy=rolling"))
                .isEqualTo(byPlugin(staged(), Endpoint.DEPLOY, new StagedDeployment("rolling")));
    }

    private static void play() {
        standIn.world().play(Script.success(Duration.ofMillis(100), "Working on it\n"));
    }

    private static StandInEnvironment staged() {
        StandInEnvironment environment = environment("active");
        environment.canRollingDeploy(true);
        standIn.world().play(null);
        standIn.world()
                .begin("environment.push", environment, standIn.world().account("deploy-bot"))
                .stage();
        play();
        return environment;
    }

    @Test
    void runtimeOperation() throws IOException {
        assertThat(byCli(withOperations(), Endpoint.RUNTIME_OPERATION, "operation:run", "clear-cache"))
                .isEqualTo(byPlugin(
                        withOperations(),
                        Endpoint.RUNTIME_OPERATION,
                        new RuntimeOperation("clear-cache", null, null, List.of())));
        assertThat(byCli(withOperations(), Endpoint.RUNTIME_OPERATION, "operation:run", "reindex", "--app=app"))
                .isEqualTo(byPlugin(
                        withOperations(),
                        Endpoint.RUNTIME_OPERATION,
                        new RuntimeOperation("reindex", "app", null, List.of())));
    }

    private static StandInEnvironment withOperations() {
        StandInEnvironment environment = environment("active");
        environment.addRuntimeOperation("app", "clear-cache");
        environment.addRuntimeOperation("app", "reindex");
        environment.addRuntimeOperation("app--queue", "reindex");
        return environment;
    }

    @Test
    void synchronization() throws IOException {
        for (boolean rebase : List.of(false, true)) {
            List<String> words = new ArrayList<>(List.of("environment:synchronize", "data", "code"));
            words.addAll(rebase ? List.of("--rebase") : List.of());
            assertThat(byCli(environment("active"), Endpoint.SYNCHRONIZE, words.toArray(String[]::new)))
                    .isEqualTo(byPlugin(
                            environment("active"),
                            Endpoint.SYNCHRONIZE,
                            new Synchronization(true, rebase, true, false)))
                    .contains("data of main");
        }
        assertThat(byCli(environment("active"), Endpoint.SYNCHRONIZE, "environment:synchronize", "data"))
                .isEqualTo(byPlugin(
                        environment("active"), Endpoint.SYNCHRONIZE, new Synchronization(false, false, true, false)));
    }

    @Test
    void branch() throws IOException {
        List<Object> afterCli = byCli(
                environment("active"),
                Endpoint.BRANCH,
                "environment:branch",
                "load-test",
                "--title=Load test",
                "--type=staging",
                "--no-clone-parent");
        assertThat(byPlugin(
                        environment("active"), Endpoint.BRANCH, new Branch("load-test", "Load test", "staging", false)))
                .isEqualTo(afterCli)
                .contains("load-test of pr-12: Load test, staging, active, data of load-test");
        assertThat(byCli(environment("active"), Endpoint.BRANCH, "environment:branch", "load-test"))
                .isEqualTo(byPlugin(environment("active"), Endpoint.BRANCH, new Branch("load-test", null, null, true)))
                .contains("load-test of pr-12: load-test, development, active, data of pr-12");
    }

    @Test
    void merge() throws IOException {
        String commit = commit();
        StandInEnvironment main = project.environment("main");
        String before = main.headCommit();
        List<Object> afterCli = byCli(ahead(commit), Endpoint.MERGE, "environment:merge");
        assertThat(main.headCommit()).isEqualTo(commit);
        main.moveTo(before);

        assertThat(byPlugin(ahead(commit), Endpoint.MERGE, new Merge()))
                .isEqualTo(afterCli)
                .contains("activity environment.merge of main");
        assertThat(main.headCommit()).isEqualTo(commit);
    }

    private static StandInEnvironment ahead(String commit) {
        StandInEnvironment environment = environment("active");
        environment.moveTo(commit);
        return environment;
    }

    private static String commit() {
        return Command.of(
                        "git",
                        "-c",
                        "user.name=B",
                        "-c",
                        "user.email=b@x.test",
                        "commit-tree",
                        "-p",
                        "main",
                        "-m",
                        "x",
                        "main:")
                .in(project.repositoryDirectory())
                .output()
                .trim();
    }

    /** Returns a new environment. Both get one of the same name, one after the other. */
    private static StandInEnvironment environment(String status) {
        return project.addEnvironment("pr-12", "development", status);
    }

    private static List<Object> byCli(StandInEnvironment environment, Endpoint endpoint, String... words)
            throws IOException {
        return byCli(environment, environment, endpoint, words);
    }

    /** @param changed the environment that the operation changes */
    private static List<Object> byCli(
            StandInEnvironment environment, StandInEnvironment changed, Endpoint endpoint, String... words)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--yes", "--environment=" + environment.id()));
        Command.Result result = cli.command(arguments.toArray(String[]::new)).run();
        assertThat(result.exit()).as(result.output()).isZero();
        return state(changed, endpoint);
    }

    private static List<Object> byPlugin(StandInEnvironment environment, Endpoint endpoint, Operation operation)
            throws IOException {
        operation.start(api.operations(), api.environment(StandIn.PROJECT, environment.id()));
        return state(environment, endpoint);
    }

    /** Waits for the end of the activities, and returns what was sent and what has become of the project. */
    private static List<Object> state(StandInEnvironment environment, Endpoint endpoint) throws IOException {
        await().until(() -> project.activities().stream().allMatch(StandInActivity::isFinal));
        List<Object> state = new ArrayList<>();
        state.add(StandInJson.read(standIn.requests().last(endpoint).body()));
        project.activities()
                .forEach(activity -> state.add("activity " + activity.type() + " of "
                        + activity.environment().id()));
        state.add("staged " + environment.hasStagedActivities());
        state.add("status " + environment.status());
        state.add("commit " + environment.headCommit());
        state.add("data of " + environment.data());
        state.add("deployed " + (environment.lastDeployment() != null));
        project.find("load-test").ifPresent(branch -> {
            state.add("load-test of " + branch.parent() + ": " + branch.title() + ", " + branch.type() + ", "
                    + branch.status() + ", data of " + branch.data());
            project.delete(branch);
        });
        project.activities().forEach(project::forget);
        return state;
    }
}
