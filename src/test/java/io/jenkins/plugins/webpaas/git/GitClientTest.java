package io.jenkins.plugins.webpaas.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests pushes with the real git, between repositories on this machine. */
class GitClientTest {
    @TempDir
    private Path directory;

    private Path remote;
    private Path clone;
    private GitClient git;

    @BeforeEach
    void cloneRepository() throws Exception {
        remote = Files.createDirectory(directory.resolve("remote"));
        git(directory, "init", "--quiet", "--bare", "--initial-branch=main", remote.toString());
        git(directory, "-C", remote.toString(), "config", "receive.advertisePushOptions", "true");
        clone = directory.resolve("clone");
        git(directory, "clone", "--quiet", remote.toString(), clone.toString());
        commit("first");
        git = new GitClient(runner(clone));
    }

    private static GitClient.Result git(Path where, String... arguments) throws IOException, InterruptedException {
        return runner(where)
                .run(Stream.concat(Stream.of("git"), Stream.of(arguments)).toList(), false);
    }

    private static GitClient.Runner runner(Path where) {
        return (command, isShown) -> {
            ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile());
            builder.environment().putAll(GitClient.VARIABLES);
            builder.environment().put("HOME", where.toString());
            Path stdout = Files.createTempFile("git", ".out");
            Path stderr = Files.createTempFile("git", ".err");
            int status = builder.redirectOutput(stdout.toFile())
                    .redirectError(stderr.toFile())
                    .start()
                    .waitFor();
            return new GitClient.Result(status, Files.readString(stdout), Files.readString(stderr));
        };
    }

    private void commit(String message) throws Exception {
        String[] line = {
            "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--allow-empty", "-m", message
        };
        assertThat(git(clone, line).status()).isZero();
    }

    private void push(PushOptions options) throws Exception {
        git.push(git.commit("HEAD"), "pr-12", remote.toString(), options);
    }

    @Test
    void pushesACommit() throws Exception {
        push(new PushOptions(false).withParent("main").withStrategy("rolling").activate());

        assertThat(git(remote, "rev-parse", "refs/heads/pr-12").stdout().strip())
                .isEqualTo(git.commit("HEAD"))
                .hasSize(40);
    }

    @Test
    void pushesABranchOrATag() throws Exception {
        git(clone, "tag", "v1");
        String tagged = git.commit("v1");
        commit("second");

        assertThat(git.commit("v1")).isEqualTo(tagged).isNotEqualTo(git.commit("HEAD"));
    }

    @Test
    void forcesAPushIfAsked() throws Exception {
        commit("second");
        push(new PushOptions(false));
        git(clone, "reset", "--quiet", "--hard", "HEAD^");
        commit("other");

        assertThatThrownBy(() -> push(new PushOptions(false)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("Could not push to environment 'pr-12': the environment has commits")
                .hasMessageEndingWith("set force: true to drop them");
        push(new PushOptions(true));
    }

    @Test
    void aShallowCloneLacksCommits() throws Exception {
        commit("second");
        git(clone, "push", "--quiet", "origin", "HEAD:main");
        Path shallow = directory.resolve("shallow");
        git(directory, "clone", "--quiet", "--depth=1", remote.toUri().toString(), shallow.toString());
        Path empty = directory.resolve("empty");
        git(directory, "init", "--quiet", "--bare", empty.toString());
        GitClient client = new GitClient(runner(shallow));

        assertThatThrownBy(() -> client.push(client.commit("HEAD"), "e", empty.toString(), new PushOptions(false)))
                .hasMessageContaining("the clone is shallow");
    }

    @Test
    void aHostMayTakeNoOptions() throws Exception {
        git(remote, "config", "receive.advertisePushOptions", "false");

        assertThatThrownBy(() -> push(new PushOptions(false).activate()))
                .hasMessageContaining("the service's git host takes no push options");
        push(new PushOptions(false));
    }

    @Test
    void aHookMayRefuse() throws Exception {
        Path hook = Files.writeString(remote.resolve("hooks/pre-receive"), "#!/bin/sh\nexit 1\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();

        assertThatThrownBy(() -> push(new PushOptions(false))).hasMessageContaining("the service refuses the push");
    }

    @Test
    void saysThatThereIsNoRepositoryOrCommit() throws Exception {
        assertThatThrownBy(() -> new GitClient(runner(directory)).commit("HEAD"))
                .hasMessageStartingWith("There is no git repository in the current directory");
        assertThatThrownBy(() -> git.commit("unknown"))
                .hasMessageStartingWith("source: 'unknown' is no commit of the repository")
                .hasMessageEndingWith("fatal: Needed a single revision");
    }

    @ParameterizedTest
    @ValueSource(ints = {126, 127})
    void saysThatThereIsNoGit(int status) {
        GitClient without = new GitClient((command, isShown) -> new GitClient.Result(status, "", "sh: git: not found"));

        assertThatThrownBy(() -> without.commit("HEAD")).hasMessageStartingWith("There is no git where the step runs");
    }

    @Test
    void doesNotTrustTheNode() {
        GitClient hostile = new GitClient((command, isShown) -> new GitClient.Result(0, "--upload-pack=x", ""));

        assertThatThrownBy(() -> hostile.commit("HEAD")).isExactlyInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "git@host: Permission denied (publickey).         | does not accept the SSH certificate",
                "Host key verification failed.                    | is not known, or has changed",
                "ssh: Could not resolve hostname git.example.com  | cannot reach the service's git host",
                "remote: error: Access denied                     | the service refuses the push",
                "fatal: unknown                                   | git ended with exit status 128"
            })
    void explainsAFailure(String stderr, String expected) {
        GitClient failing = new GitClient((command, isShown) -> new GitClient.Result(128, "", stderr));

        assertThatThrownBy(() -> failing.push("0".repeat(40), "pr-12", "url", new PushOptions(false)))
                .hasMessageContaining(expected);
    }

    @Test
    void sourcesAndStrategiesAreChecked() {
        assertThatThrownBy(() -> GitClient.checkSource("--all")).isInstanceOf(InvalidFieldException.class);
        assertThatThrownBy(() -> new PushOptions(false).withStrategy("slow"))
                .hasMessageStartingWith("strategy: 'slow' is no strategy");
    }

    /** Git itself is the judge. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "main",
                "feature/x",
                "PR-12",
                "a.b",
                "ä",
                "a@b",
                "-a",
                "a b",
                "a..b",
                "a~",
                "a^",
                "a:b",
                "a?",
                "a*",
                "a[",
                "a\\b",
                "a.lock",
                "a.lock/b",
                "/a",
                "a/",
                "a//b",
                ".a",
                "a/.b",
                "a.",
                "@",
                "a@{b",
                "a\u0001",
                "a.LOCK"
            })
    void namesOfBranchesAreGits(String name) throws Exception {
        boolean isValid = git(directory, "check-ref-format", "--branch", name).status() == 0;

        if (isValid) {
            GitClient.checkBranch("environment", name);
        } else {
            assertThatThrownBy(() -> GitClient.checkBranch("environment", name))
                    .hasMessageStartingWith("environment: '");
        }
    }

    @Test
    void optionsAreArguments() {
        assertThat(new PushOptions(true)
                        .withParent("main")
                        .withType(null)
                        .leaveOutParentData()
                        .arguments())
                .isEqualTo(List.of(
                        "--force",
                        "--push-option=environment.parent=main",
                        "--push-option=environment.clone_parent_on_create=false"));
    }
}
