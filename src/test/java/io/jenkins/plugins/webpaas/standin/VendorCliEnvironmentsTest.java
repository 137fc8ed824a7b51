package io.jenkins.plugins.webpaas.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import io.jenkins.plugins.webpaas.support.VendorCli;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendor's own CLI takes environments of the stand-in from the first push to the end. */
@RequiresProgram("upsun")
class VendorCliEnvironmentsTest {
    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir
    private static Path directory;

    private static StandIn standIn;
    private static StandInProject project;
    private static VendorCli cli;
    private static Path work;

    @BeforeAll
    static void start() throws IOException {
        standIn = StandIn.start();
        project = standIn.world().project(StandIn.PROJECT);
        cli = new VendorCli(directory, standIn).withSshHost(standIn).with("PLATFORM_PROJECT", StandIn.PROJECT);
        work = directory.resolve("work");
        Command.of("git", "clone", "--quiet", project.repositoryDirectory().toString(), work.toString())
                .output();
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    @BeforeEach
    void begin() {
        standIn.world().play(Script.success(SHORT, "Working on it\n"));
        project.activities().forEach(project::forget);
    }

    @Test
    void aBranchBecomesAnActiveEnvironmentAndIsDeletedAgain() {
        String head = commit();
        assertThat(push("pr-1", "--activate", "--parent=feature/x", "--type=staging", "--no-clone-parent"))
                .contains("It will be created as an active environment", "Working on it");
        StandInEnvironment environment = project.environment("pr-1");
        assertThat(environment.headCommit()).isEqualTo(head);
        assertThat(environment.status()).isEqualTo("active");
        assertThat(environment.parent()).isEqualTo("feature/x");
        assertThat(environment.type()).isEqualTo("staging");
        assertThat(environment.clonesParent()).isFalse();
        assertThat(types()).containsExactly("environment.push");

        assertThat(push("pr-1", "--activate")).contains("already up to date");
        assertThat(cli("environment:url", "--primary", "--pipe", "--environment=pr-1"))
                .isEqualTo(environment.url() + "\n");
        assertThat(cli("environment:activate", "--yes", "--environment=pr-1")).contains("is already active");
        assertThat(types()).containsExactly("environment.push");

        cli("environment:delete", "--yes", "--delete-branch", "pr-1");
        await().until(() -> project.find("pr-1").isEmpty());
        assertThat(types()).containsExactly("environment.push", "environment.deactivate", "environment.delete");
        assertThat(cli.command("environment:delete", "--yes", "pr-1").run().output())
                .contains("nvironment not found");
    }

    @Test
    void aBranchThatIsPushedAloneIsInactiveUntilItIsActivated() {
        commit();
        assertThat(push("pr-2")).contains("Working on it");
        StandInEnvironment environment = project.environment("pr-2");
        assertThat(environment.status()).isEqualTo("inactive");
        assertThat(environment.parent()).isEqualTo("main");
        assertThat(cli.command("environment:url", "--primary", "--environment=pr-2")
                        .run()
                        .exit())
                .isPositive();

        assertThat(cli("environment:activate", "--yes", "--parent=feature/x", "--environment=pr-2"))
                .contains("Activating environment");
        assertThat(environment.status()).isEqualTo("active");
        assertThat(environment.parent()).isEqualTo("feature/x");
        assertThat(cli("environment:delete", "--yes", "--no-delete-branch", "pr-2"))
                .contains("Deleting environment");
        assertThat(environment.status()).isEqualTo("inactive");

        assertThat(push("pr-2", "--activate")).contains("already up to date");
        assertThat(environment.status()).isEqualTo("active");
        assertThat(types())
                .containsExactly(
                        "environment.push", "environment.activate", "environment.deactivate", "environment.activate");
    }

    @Test
    void anEnvironmentIsPausedAndResumes() {
        commit();
        push("pr-3", "--activate");
        StandInEnvironment environment = project.environment("pr-3");

        cli("environment:pause", "--yes", "--environment=pr-3");
        assertThat(environment.status()).isEqualTo("paused");
        assertThat(cli("environment:activate", "--yes", "--environment=pr-3")).contains("is paused");
        cli("environment:resume", "--yes", "--environment=pr-3");
        assertThat(environment.status()).isEqualTo("active");

        cli("environment:pause", "--yes", "--environment=pr-3");
        commit();
        push("pr-3");
        assertThat(environment.status()).isEqualTo("active");
    }

    @Test
    void aFirstDeploymentMayFail() {
        standIn.world().play(Script.failure(SHORT, "Does not compile\n"));
        commit();

        assertThat(run("push", "--yes", "--target=pr-4", "--activate"))
                .matches(result -> result.exit() == 87)
                .matches(result -> result.output().contains("Does not compile"));
        assertThat(project.environment("pr-4").lastDeployment().failureReason()).isEqualTo("error");
    }

    @Test
    void aPushThatDoesNotWaitLeavesItToTheService() {
        standIn.world().play(Script.success(Duration.ofHours(1), "Endless\n"));
        commit();
        push("pr-5", "--activate", "--no-wait", "--deploy-strategy=rolling");

        assertThat(types()).containsExactly("environment.push");
        StandInActivity push = project.activity("environment.push");
        assertThat(push.pushOptions().values())
                .isEqualTo(Map.of("environment.status", "active", "deploy.strategy", "rolling"));
        assertThat(push.isFinal()).isFalse();
        assertThat(cli("environment:list", "--format=csv", "--columns=id,status", "--no-header", "--refresh=1"))
                .contains("pr-5,In progress\n");
        assertThat(run("environment:delete", "--yes", "pr-5").output()).contains("in-progress activity");
    }

    private static String push(String target, String... options) {
        List<String> words = new ArrayList<>(List.of("push", "--yes", "--target=" + target));
        words.addAll(List.of(options));
        return cli(words.toArray(String[]::new));
    }

    private static String cli(String... words) {
        Command.Result result = run(words);
        assertThat(result.exit()).as(result.output()).isZero();
        return result.output();
    }

    private static Command.Result run(String... words) {
        return cli.command(words).in(work).run();
    }

    private static String commit() {
        Command.of("git", "-c", "user.name=B", "-c", "user.email=b@example.com", "commit", "-qm", "x", "--allow-empty")
                .in(work)
                .output();
        return Command.of("git", "rev-parse", "HEAD").in(work).output().trim();
    }

    /** The types of the activities, oldest first. */
    private static List<String> types() {
        List<String> types = new ArrayList<>(
                project.activities().stream().map(StandInActivity::type).toList());
        Collections.reverse(types);
        return types;
    }
}
