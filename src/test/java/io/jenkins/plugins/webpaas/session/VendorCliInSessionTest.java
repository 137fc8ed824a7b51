package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.git.GitClient;
import io.jenkins.plugins.webpaas.git.PushOptions;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import io.jenkins.plugins.webpaas.standin.StandInProject;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.LocalNode;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import io.jenkins.plugins.webpaas.support.StandInService;
import io.jenkins.plugins.webpaas.support.VendorCli;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The vendor's CLI in a session, which tells the CLI the service's SSH hosts. */
@RequiresProgram("upsun")
class VendorCliInSessionTest {
    @TempDir
    private Path directory;

    private final ControllerFixture controller = new ControllerFixture(StandIn.start(), Clock.systemUTC());
    private final StandIn standIn = controller.standIn;
    private final StandInProject project = standIn.world().project(StandIn.PROJECT);
    private final StandInEnvironment main = project.environment("main");
    private LocalNode node;
    private VendorCli cli;

    @BeforeEach
    void start() throws IOException {
        node = new LocalNode(directory.resolve("node"));
        cli = new VendorCli(directory, standIn);
        standIn.world().play(Script.success(Duration.ofMillis(100), "Working on it\n"));
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    /** The home directory of the user database, which OpenSSH uses instead of {@code HOME}. */
    private static Path userSshDirectory() {
        return Path.of(System.getProperty("user.home"), ".ssh");
    }

    @ParameterizedTest
    @EnumSource(UnknownHosts.class)
    void logsInWithTheHostKeysOfTheSession(UnknownHosts unknownHosts) throws Exception {
        Map<Path, String> before = files(userSshDirectory());
        List<String> known = unknownHosts == UnknownHosts.REMEMBER ? List.of() : List.of(standIn.hostKey());
        Service service = StandInService.of(standIn, unknownHosts, known);
        Session session = open(service);

        assertThat(cli.command("ssh", "--app=app", "echo $PLATFORM_BRANCH").run())
                .matches(result -> result.exit() == 0)
                .matches(result -> result.output().contains("main\n"));
        Path work = work();
        String head = commit(work);
        assertThat(cli.command("push", "--yes", "--target=main").in(work).run())
                .matches(result -> result.exit() == 0)
                .matches(result -> result.output().contains("Working on it"));
        assertThat(main.headCommit()).isEqualTo(head);

        assertThat(controller.sessions.close(session, service, node))
                .hasSize(unknownHosts == UnknownHosts.REMEMBER ? 1 : 0)
                .allMatch(note -> note.startsWith("Remembered the host key of "));
        assertThat(files(userSshDirectory())).isEqualTo(before);
    }

    @Test
    void pushesWithoutWaiting() throws Exception {
        Service service = StandInService.of(standIn, UnknownHosts.REFUSE, List.of(standIn.hostKey()));
        Session session = open(service);
        standIn.world().play(Script.success(Duration.ofHours(1), "Endless\n"));
        Path work = work();
        String head = commit(work);

        cli.command("push", "--yes", "--target=main", "--no-wait").in(work).output();
        assertThat(main.headCommit()).isEqualTo(head);
        commit(work);
        cli.program("sh", "-c", "git push -q \"$WEBPAAS_GIT_URL\" HEAD:main")
                .with(Map.of("PLATFORMSH_PUSH_NO_WAIT", "1"))
                .in(work)
                .output();
        assertThat(project.activities())
                .hasSize(2)
                .allMatch(activity -> activity.type().equals("environment.push") && !activity.isFinal());
        controller.sessions.close(session, service, node);
    }

    @Test
    void pushesWithTheOptionsOfThePlugin() throws Exception {
        Service service = StandInService.of(standIn, UnknownHosts.REFUSE, List.of(standIn.hostKey()));
        Session session = open(service);
        Path work = work();
        String head = commit(work);
        GitClient git = new GitClient((command, isShown) -> {
            Command.Result result = cli.program(command.toArray(String[]::new))
                    .with(GitClient.VARIABLES)
                    .in(work)
                    .run();
            return new GitClient.Result(result.exit(), result.output(), result.output());
        });

        cli.command(
                        "push",
                        "--yes",
                        "--no-wait",
                        "--target=by-cli",
                        "--activate",
                        "--parent=main",
                        "--type=staging",
                        "--no-clone-parent",
                        "--deploy-strategy=stopstart")
                .in(work)
                .output();
        PushOptions options = new PushOptions(false)
                .withParent("main")
                .withType("staging")
                .leaveOutParentData()
                .withStrategy("stopstart")
                .activate();
        git.push(git.commit("HEAD"), "by-plugin", project.repositoryUrl(), options);

        assertThat(project.activities())
                .extracting(activity -> activity.pushOptions().values())
                .hasSize(2)
                .containsOnly(project.activities().get(1).pushOptions().values());
        await().until(() -> project.activities().stream().allMatch(StandInActivity::isFinal));
        assertThat(List.of(project.environment("by-cli"), project.environment("by-plugin")))
                .allMatch(environment -> environment.headCommit().equals(head))
                .allMatch(environment -> environment.status().equals("active"))
                .allMatch(environment -> environment.parent().equals("main"))
                .allMatch(environment -> environment.type().equals("staging"))
                .noneMatch(StandInEnvironment::clonesParent);
        controller.sessions.close(session, service, node);
    }

    @Test
    void findsTokenProjectAndEnvironment() throws Exception {
        Service service = StandInService.of(standIn);
        Session session = open(service);

        assertThat(cli.command("auth:info", "username").output()).isEqualTo("deploy-bot\n");
        assertThat(cli.command("environment:url", "--primary", "--pipe").output())
                .isEqualTo(main.url() + "\n");
        assertThat(cli.command("project:list", "--format=csv", "--columns=id,title", "--no-header")
                        .output())
                .contains("abcdefghij234,Shop\n");
        assertThat(cli.command("environment:list", "--format=csv", "--columns=id,status", "--no-header")
                        .output())
                .contains("main,Active\n", "old,Inactive\n");
        assertThat(cli.command("ssh-cert:load", "--no-interaction").output()).contains("Mode: app");
        assertThat(cli.home()).as("it has a home in the session").isEmptyDirectory();
        assertThat(controller.sessions.close(session, service, node)).isEmpty();
    }

    @Test
    void startsOperationsAndShowsTheirLogs() throws Exception {
        Service service = StandInService.of(standIn);
        Session session = open(service);

        assertThat(cli.command("backup:create", "--yes").output()).contains("Working on it", "Backup name: ");
        assertThat(cli.command("source-operation:run", "update", "--yes").output())
                .contains("Working on it", "The activity succeeded");
        StandInActivity backup = project.activity("environment.backup");
        assertThat(cli.command("activity:log", backup.id()).output()).contains("Working on it");
        standIn.world().play(null);
        cli.command("backup:create", "--yes", "--no-wait").output();
        cli.command("source-operation:run", "update", "--yes", "--no-wait").output();

        assertThat(project.activities())
                .extracting(StandInActivity::type)
                .containsExactlyInAnyOrder(
                        "environment.backup",
                        "environment.source-operation",
                        "environment.push",
                        "environment.backup",
                        "environment.source-operation");
        assertThat(cli.command("activity:list", "--format=csv", "--columns=type", "--no-header")
                        .output())
                .contains("environment.source-operation\nenvironment.backup\n");
        assertThat(cli.home()).as("it has a home in the session").isEmptyDirectory();
        assertThat(controller.sessions.close(session, service, node)).isEmpty();
    }

    private Session open(Service service) throws Exception {
        Session session = controller.sessions.open(
                new ApiToken(service, StandIn.API_TOKEN), SshMode.AGENT, new Target(StandIn.PROJECT, "main"), node);
        session.environment(Map.of()).forEach(cli::with);
        return session;
    }

    private Path work() {
        Path work = directory.resolve("work");
        cli.program("git", "clone", "--quiet", project.repositoryDirectory().toString(), work.toString())
                .output();
        return work;
    }

    private String commit(Path work) {
        cli.program(
                        "git",
                        "-c",
                        "user.name=B",
                        "-c",
                        "user.email=b@example.com",
                        "commit",
                        "--quiet",
                        "--allow-empty",
                        "--message=More")
                .in(work)
                .output();
        return cli.program("git", "rev-parse", "HEAD").in(work).output().trim();
    }

    private static Map<Path, String> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Map.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(file -> file, VendorCliInSessionTest::content));
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
