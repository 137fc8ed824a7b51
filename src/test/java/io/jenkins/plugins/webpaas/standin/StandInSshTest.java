package io.jenkins.plugins.webpaas.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.Patience;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** The stand-in's certifier, SSH and git, by this machine's OpenSSH, git and rsync. */
class StandInSshTest {
    @TempDir
    private Path directory;

    private final StandIn standIn = StandIn.start();
    private final StandInClient client = new StandInClient(standIn);
    private final StandInProject project = standIn.world().project(StandIn.PROJECT);
    private final StandInEnvironment main = project.environment("main");
    private final Account bot = standIn.world().account("deploy-bot");
    private final String host = main.sshUser("app") + "@" + standIn.sshHost();
    private Path config;

    @BeforeEach
    void connect() throws IOException {
        config = client.sshConfig(directory, "ed25519");
    }

    @AfterEach
    void close() {
        standIn.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa"})
    void issuesCertificatesThatOpenSshAccepts(String keyType) throws IOException {
        Path other = Files.createDirectory(directory.resolve(keyType));
        config = client.sshConfig(other, keyType);
        assertThat(Command.of(
                                "ssh-keygen",
                                "-L",
                                "-f",
                                other.resolve("id-cert.pub").toString())
                        .output())
                .contains(
                        "ssh-" + keyType + "-cert-v01@openssh.com user certificate",
                        "Key ID: \"" + bot.id() + "\"",
                        "Principals: (none)",
                        "access-id@platform.sh",
                        "is-app@platform.sh",
                        "token-claims@platform.sh",
                        "token-id@platform.sh UNKNOWN OPTION: 00000024",
                        "permit-pty")
                .doesNotContain("has-mfa@platform.sh");
        assertThat(ssh(host, "echo $PLATFORM_BRANCH; pwd").output())
                .isEqualTo("main\n" + main.directory("app").toRealPath() + "\n");
        assertThat(standIn.ssh().accepted()).isOne();
        assertThat(standIn.ssh().sessions())
                .singleElement()
                .matches(session -> session.user().equals(main.sshUser("app")))
                .matches(session -> session.keyId().equals(bot.id()))
                .matches(session -> session.command().equals("echo $PLATFORM_BRANCH; pwd"))
                .matches(session -> session.refusal() == null);
    }

    @Test
    void passesInputErrorsAndStatusOn() {
        assertThat(ssh(host, "echo oops >&2; exit 42").run()).isEqualTo(new Command.Result(42, "oops\n"));
        assertThat(shell("echo 'echo from a shell' | ssh -T -F %s %s", config, host)
                        .output())
                .isEqualTo("from a shell\n");
        assertThat(shell("seq 1 200000 | ssh -F %s %s cat | tail -n 1", config, host)
                        .output())
                .isEqualTo("200000\n");
        assertThat(ssh(main.sshUser("app--queue") + "@" + standIn.sshHost(), "basename $PWD")
                        .output())
                .isEqualTo("app--queue\n");
    }

    @Test
    void refusesPlainKeysAndForeignCertificates() throws IOException {
        try (StandIn foreign = StandIn.start()) {
            new StandInClient(foreign).certify(directory.resolve("id"));
        }
        assertThat(ssh(host, "true").run())
                .matches(result -> result.exit() == 255)
                .matches(result -> result.output().contains("Permission denied (publickey)"));
        assertThat(standIn.ssh().refusals())
                .extracting(SshLog.Refusal::reason)
                .contains("a plain key", "a certificate of another authority");
        assertThat(standIn.ssh().accepted()).isZero();
    }

    @ParameterizedTest
    @EnumSource(value = CertificateAuthority.Flaw.class, mode = Mode.EXCLUDE, names = "NONE")
    void refusesFlawedCertificates(CertificateAuthority.Flaw flaw) throws IOException {
        standIn.authority().flaw(flaw);
        client.certify(directory.resolve("id"));
        assertThat(ssh(host, "true").run().exit()).isEqualTo(255);
        assertThat(standIn.ssh().accepted()).isZero();
        standIn.authority().flaw(CertificateAuthority.Flaw.NONE);
        client.certify(directory.resolve("id"));
        assertThat(ssh(host, "true").run().exit()).isZero();
    }

    @Test
    void followsItsOwnClock() throws IOException {
        standIn.clock().advance(Duration.ofMinutes(61));
        assertThat(ssh(host, "true").run().exit()).isEqualTo(255);
        assertThat(standIn.ssh().refusals()).extracting(SshLog.Refusal::reason).contains("an expired certificate");
        client.certify(directory.resolve("id"));
        assertThat(ssh(host, "true").run().exit()).isZero();
    }

    @Test
    void refusesAsTheServiceDoes() throws IOException {
        String nowhere = "you successfully authenticated, but could not connect to service";
        assertThat(ssh("zzzzzzzzzzzzz-main-bvxea6i--app@" + standIn.sshHost(), "true")
                        .run())
                .matches(result -> result.exit() == 255)
                .matches(result -> result.output().contains(nowhere));
        bot.role(StandIn.PROJECT, Role.VIEWER);
        assertThat(ssh(host, "true").run().output()).contains(nowhere);
        assertThat(git("clone", "--quiet", project.repositoryUrl(), "denied").run())
                .matches(result -> result.exit() == 128)
                .matches(result -> result.output().contains(nowhere));
        bot.role(StandIn.PROJECT, Role.ADMIN);
        bot.stepUp(new Account.StepUp(List.of("mfa"), 900));
        assertThat(ssh(host, "true").run().output())
                .contains("Error: Access denied", "Parameters: {\"amr\":[\"mfa\"],\"max_age\":900}");
        bot.stepUp(null);
        String token = client.certify(directory.resolve("id"));
        assertThat(ssh(host, "true").run().exit()).isZero();
        client.form("/oauth2/revoke", Map.of("client_id", "ovh-eu-cli", "client_secret", "", "token", token));
        assertThat(ssh(host, "true").run())
                .matches(result -> result.exit() == 255)
                .matches(result -> result.output().contains("Parameters: {\"amr\":[\"pwd\"]"));
        assertThat(standIn.ssh().sessions())
                .filteredOn(session -> session.refusal() != null)
                .hasSize(5);
    }

    @Test
    void clonesAndPushes() throws IOException {
        standIn.world().play(Script.failure(Duration.ofMillis(300), "Building application 'app'\n"));
        git("clone", "--quiet", project.repositoryUrl(), "shop").output();
        Path clone = directory.resolve("shop");
        Files.writeString(clone.resolve("new.txt"), "new\n");
        git("-C", "shop", "add", "new.txt").output();
        git("-C", "shop", "commit", "--quiet", "-m", "New").output();
        String head = git("-C", "shop", "rev-parse", "HEAD").output().trim();

        String output = git("-C", "shop", "push", "origin", "HEAD:main").output();
        assertThat(output)
                .contains(
                        "Processing activity: Deploy Bot pushed to Main",
                        "Building application",
                        "Error building project");
        assertThat(main.headCommit()).isEqualTo(head);
        StandInActivity push = project.activity("environment.push");
        assertThat(push.environment()).isEqualTo(main);
        assertThat(push.user()).isEqualTo(bot);
        assertThat(push.result()).isEqualTo(Result.FAILURE);

        assertThat(git("-C", "shop", "push", "origin", "HEAD:main").output()).contains("up-to-date");
        standIn.world().play(null);
        git("-C", "shop", "push", "-o", "environment.status=active", "origin", "HEAD:refs/heads/topic/new")
                .output();
        assertThat(project.environment("topic/new").status()).isEqualTo("inactive");
        assertThat(project.activities()).hasSize(2);
    }

    @Test
    void copiesByScpInBothProtocolsAndBySftp() throws IOException {
        Path file = Files.writeString(directory.resolve("file.txt"), "content\n");
        Path there = main.directory("app");
        Command.of("scp", "-q", "-F", config.toString(), file.toString(), host + ":by-sftp.txt")
                .output();
        Command.of("scp", "-q", "-O", "-F", config.toString(), file.toString(), host + ":by-scp.txt")
                .output();
        assertThat(there.resolve("by-sftp.txt")).hasContent("content\n");
        assertThat(there.resolve("by-scp.txt")).hasContent("content\n");
        Command.of(
                        "scp",
                        "-q",
                        "-O",
                        "-F",
                        config.toString(),
                        host + ":by-sftp.txt",
                        directory.resolve("back").toString())
                .output();
        assertThat(directory.resolve("back")).hasContent("content\n");
        assertThat(shell("printf 'ls\\nget by-scp.txt again\\n' | sftp -q -b - -F %s %s", config, host)
                        .output())
                .contains("by-sftp.txt");
        assertThat(directory.resolve("again")).hasContent("content\n");
        assertThat(standIn.ssh().sessions())
                .extracting(SshLog.Session::command)
                .contains("subsystem sftp", "scp -t by-scp.txt");
    }

    @Test
    @RequiresProgram("rsync")
    void synchronizesByRsync() throws IOException {
        Path site = Files.createDirectories(directory.resolve("site/deep"));
        Files.writeString(site.resolve("page.html"), "<p>".repeat(100_000));
        Command.of("rsync", "-az", "-e", "ssh -F " + config, directory.resolve("site") + "/", host + ":public/")
                .output();
        assertThat(main.directory("app").resolve("public/deep/page.html"))
                .hasSameTextualContentAs(site.resolve("page.html"));
    }

    @Test
    void endsCommandsWhenItCloses() throws Exception {
        CompletableFuture<Command.Result> running = CompletableFuture.supplyAsync(
                () -> ssh(host, "echo $$ >pid; sleep 600").run());
        Path pid = main.directory("app").resolve("pid");
        await().until(() -> Files.exists(pid) && Files.size(pid) > 0);
        ProcessHandle shell =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).trim())).orElseThrow();
        standIn.close();
        assertThat(running.get(Patience.SECONDS, TimeUnit.SECONDS).exit()).isEqualTo(255);
        await().until(() -> !shell.isAlive());
    }

    private Command ssh(String destination, String line) {
        return Command.of("ssh", "-F", config.toString(), destination, line);
    }

    private Command shell(String line, Object... values) {
        return Command.shell(line.formatted(values)).in(directory);
    }

    private Command git(String... arguments) {
        List<String> words =
                new ArrayList<>(List.of("git", "-c", "user.name=Test", "-c", "user.email=test@example.com"));
        words.addAll(List.of(arguments));
        return Command.of(words.toArray(String[]::new))
                .in(directory)
                .with(Map.of(
                        "GIT_SSH_COMMAND",
                        "ssh -F " + config,
                        "GIT_CONFIG_NOSYSTEM",
                        "1",
                        "GIT_CONFIG_GLOBAL",
                        "/dev/null"));
    }
}
