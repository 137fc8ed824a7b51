package io.jenkins.plugins.webpaas.ssh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.session.SessionVariables;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import io.jenkins.plugins.webpaas.support.SshDaemon;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSH's SSH agent from before a session. The agent has a key for another host only. */
@RequiresProgram({"sshd", "rsync"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OuterAgentTest {
    private Path directory;

    private HostAndSession host;
    private SshDaemon other;
    private Process agent;
    private Path socket;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        host = HostAndSession.known(directory, false);
        Path key = directory.resolve("k");
        Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                .output();
        Path authorized = Files.copy(directory.resolve("k.pub"), directory.resolve("authorized"));
        other = new SshDaemon(
                Files.createDirectory(directory.resolve("other")),
                "ed25519",
                new UserAuthority(Files.createDirectory(directory.resolve("others"))),
                List.of("AuthorizedKeysFile " + authorized, "StrictModes no"));
        socket = directory.resolve("o");
        agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("ssh-agent.log").toFile())
                .start();
        await().until(() -> Files.exists(socket));
        Command.of("ssh-add", "-q", key.toString())
                .with(Map.of("SSH_AUTH_SOCK", socket.toString()))
                .output();
    }

    @AfterAll
    void stop() {
        agent.destroy();
        other.close();
        host.close();
    }

    /** In each command, OTHER is the options and address of the other host. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh OTHER echo hello",
                "ssh -F \"$WEBPAAS_SSH_CONFIG\" OTHER echo hello",
                "ssh -A OTHER ssh-add -L | grep -q AAAAC3 && echo hello",
                "rsync -e \"$RSYNC_RSH OPTIONS\" file ADDRESS:TARGET; cat TARGET",
                "scp -q OPTIONS file ADDRESS:TARGET; cat TARGET",
                "git init -q --bare r && GIT_SSH_COMMAND=\"$GIT_SSH OPTIONS\" git ls-remote ADDRESS:DIRECTORY/r && echo hello",
                "ssh -o ProxyCommand='ssh -W 127.0.0.1:PORT OTHER' HOST echo hello",
            })
    void isAskedForOtherHosts(String line) throws Exception {
        Files.writeString(directory.resolve("file"), "hello\n");

        assertThat(shell(line).output()).endsWith("hello\n");

        assertThat(other.logged()).doesNotContain("ID bot");
    }

    @Test
    void isNotAskedForTheServicesHosts() throws Exception {
        assertThat(shell("ssh HOST echo hello").output()).isEqualTo("hello\n");

        assertThat(host.sshd().logged()).contains("ID bot").doesNotContain("Failed publickey");
    }

    /** The variables stand for an {@code sshagent} step within the block, and for an outer SSH agent that has ended. */
    @ParameterizedTest
    @ValueSource(strings = {"SSH_AUTH_SOCK=/nonexistent", "WEBPAAS_OUTER_SSH_AUTH_SOCK=/nonexistent"})
    void anInnerOrEndedAgentReplacesIt(String variable) {
        assertThat(shell(variable + " ssh OTHER echo hello").run().output()).contains("Permission denied");
        assertThat(shell(variable + " ssh HOST echo hello").output()).isEqualTo("hello\n");
    }

    private Command shell(String line) {
        String options = "-o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=" + directory
                + "/known -o LogLevel=ERROR -o Port=" + other.port();
        String address = HostAndSession.USER + "@127.0.0.1";
        return host.shell(line.replace("OTHER", options + " " + address)
                        .replace("OPTIONS", options)
                        .replace("ADDRESS", address)
                        .replace("DIRECTORY", directory.toString())
                        .replace("TARGET", directory.resolve("target").toString()))
                .with(Map.of(SessionVariables.OUTER_SOCKET, socket.toString()));
    }
}
