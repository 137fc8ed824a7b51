package io.jenkins.plugins.webpaas.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import io.jenkins.plugins.webpaas.support.VendorCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendor's own CLI takes the stand-in for the vendor's service. */
@RequiresProgram("upsun")
class VendorCliTest {
    private static final Duration SHORT = Duration.ofMillis(100);

    /** One for all tests: a first call unpacks the CLI's PHP. */
    @TempDir
    private static Path directory;

    private static StandIn standIn;
    private static VendorCli cli;

    private final StandInProject project = standIn.world().project(StandIn.PROJECT);
    private final StandInEnvironment main = project.environment("main");

    @BeforeAll
    static void start() throws IOException {
        standIn = StandIn.start();
        cli = new VendorCli(directory, standIn)
                .withSshHost(standIn)
                .with("PLATFORM_PROJECT", StandIn.PROJECT)
                .with("PLATFORM_BRANCH", "main");
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    @BeforeEach
    void begin() {
        standIn.world().organizations(true);
        standIn.world().play(Script.success(SHORT, "Working on it\n"));
        project.activities().forEach(project::forget);
    }

    @Test
    void findsTheAccountItsProjectsAndEnvironments() {
        assertThat(cli.command("auth:info", "username").output()).isEqualTo("deploy-bot\n");
        assertThat(cli.command("project:list", "--format=csv", "--columns=id,title", "--no-header", "--refresh=1")
                        .output())
                .contains("abcdefghij234,Shop\n");
        assertThat(cli.command("environment:list", "--format=csv", "--columns=id,status,type", "--no-header")
                        .output())
                .contains("main,Active,production\n", "feature/x,Active,development\n", "old,Inactive,development\n");
        assertThat(cli.command("environment:url", "--primary", "--pipe").output())
                .isEqualTo(main.url() + "\n");
        assertThat(standIn.requests().count(Endpoint.PROJECT_REFERENCES)).isPositive();
    }

    /** OVHcloud has no organizations: {@code /me} lists the projects. */
    @Test
    void findsProjectsWithoutOrganizations() {
        standIn.world().organizations(false);
        String projects = cli.command(
                        "project:list", "--format=csv", "--columns=id,title", "--no-header", "--refresh=1")
                .with(Map.of("STANDIN_CLI_API_ORGANIZATIONS", "0"))
                .output();
        assertThat(projects).contains("abcdefghij234,Shop\n");
        assertThat(standIn.requests().count(Endpoint.ME_WITH_PROJECTS)).isPositive();
    }

    @Test
    void loadsACertificate() {
        assertThat(cli.command("ssh-cert:load", "--new", "--no-interaction").output())
                .contains("Multi-factor authentication: not verified", "Mode: app");
        assertThat(cli.home().resolve(".standin-cli/.session/sess-cli-default/ssh/id_ed25519-cert.pub"))
                .content()
                .startsWith("ssh-ed25519-cert-v01@openssh.com ");
    }

    @Test
    void makesABackupAndWaitsForIt() {
        String output = cli.command("backup:create", "--yes").output();
        assertThat(project.activities()).singleElement().matches(activity -> activity.type()
                .equals("environment.backup"));
        assertThat(output)
                .contains("Working on it", "The activity succeeded")
                .contains("Backup name: " + main.backups().get(0).id());
        assertThat(cli.command("backup:list", "--format=csv", "--columns=id", "--no-header")
                        .output())
                .contains(main.backups().get(0).id() + "\n");

        standIn.world().play(Script.failure(SHORT, "Out of disk\n"));
        assertThat(cli.command("backup:create", "--yes").run())
                .matches(result -> result.exit() == 1)
                .matches(result -> result.output().contains("Out of disk"));
    }

    @Test
    void startsABackupAndDoesNotWait() {
        standIn.world().play(null);
        cli.command("backup:create", "--yes", "--no-wait").output();
        assertThat(project.activities())
                .singleElement()
                .matches(activity -> activity.type().equals("environment.backup"))
                .matches(activity -> activity.state().equals("pending"));
    }

    @Test
    void runsASourceOperationAndWaitsForIt() {
        assertThat(cli.command("source-operation:run", "update", "--yes").output())
                .contains("Working on it", "The activity succeeded");
        assertThat(project.activities())
                .extracting(StandInActivity::type)
                .containsExactly("environment.push", "environment.source-operation");
        assertThat(cli.command("source-operation:run", "updaet", "--yes").run().exit())
                .isEqualTo(1);
        assertThat(project.activities()).hasSize(2);
    }

    @Test
    void startsASourceOperationAndDoesNotWait() {
        standIn.world().play(null);
        cli.command("source-operation:run", "update", "--yes", "--no-wait").output();
        assertThat(project.activities())
                .singleElement()
                .matches(activity -> activity.type().equals("environment.source-operation"))
                .matches(activity -> activity.state().equals("pending"));
    }

    @Test
    void listsActivitiesAndShowsALog() {
        Account bot = standIn.world().account("deploy-bot");
        standIn.world().play(null);
        StandInActivity push =
                standIn.world().begin("environment.push", main, bot).start();
        push.log("Building application 'app'\n").complete(Result.SUCCESS);

        assertThat(cli.command(
                                "activity:list",
                                "--start=tomorrow",
                                "--format=csv",
                                "--columns=id,state,result",
                                "--no-header")
                        .output())
                .contains(push.id() + ",complete,success\n");
        assertThat(standIn.requests().last(Endpoint.ACTIVITIES).query())
                .as("the plus sign is not encoded")
                .contains("starts_at=")
                .contains("+00:00");
        assertThat(cli.command("activity:log", push.id()).output()).contains("Building application 'app'\n");
    }

    @Test
    void logsInBySsh() throws IOException {
        assertThat(cli.command("ssh", "--app=app", "echo $PLATFORM_BRANCH; exit 3")
                        .run())
                .matches(result -> result.exit() == 3)
                .matches(result -> result.output().contains("main\n"));
        assertThat(cli.command("ssh", "--app=typo", "true").run())
                .matches(result -> result.exit() == 1)
                .matches(result -> result.output().contains("typo"));
        assertThat(Files.exists(cli.home().resolve(".ssh"))).isFalse();
    }

    @Test
    void pushesAndTellsADeploymentThatFails() throws IOException {
        Path work = Files.createDirectory(directory.resolve("work"));
        Command.of("git", "clone", "--quiet", project.repositoryDirectory().toString(), work.toString())
                .output();
        List<String> push = List.of("push", "--yes", "--target=main");

        String head = commit(work, "good");
        assertThat(push(work, push).run()).matches(result -> result.exit() == 0).matches(result -> result.output()
                .contains("Working on it"));
        assertThat(main.headCommit()).isEqualTo(head);

        standIn.world().play(Script.failure(SHORT, "Does not compile\n"));
        commit(work, "bad");
        assertThat(push(work, push).run())
                .as("that the deployment failed")
                .matches(result -> result.exit() == 87)
                .matches(result -> result.output().contains("Does not compile"));

        standIn.world().play(Script.success(Duration.ofHours(1), "Endless\n"));
        head = commit(work, "later");
        push(work, List.of("push", "--yes", "--target=main", "--no-wait")).output();
        assertThat(main.headCommit()).isEqualTo(head);
        assertThat(project.activity("environment.push").isFinal()).isFalse();
    }

    private static Command push(Path work, List<String> arguments) {
        return cli.command(arguments.toArray(String[]::new)).in(work);
    }

    private static String commit(Path work, String message) {
        List<String> git = List.of("git", "-c", "user.name=B", "-c", "user.email=b@example.com", "commit");
        Command.shell(String.join(" ", git) + " --quiet --allow-empty -m " + message)
                .in(work)
                .output();
        return Command.of("git", "rev-parse", "HEAD").in(work).output().trim();
    }
}
