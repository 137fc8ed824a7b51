package io.jenkins.plugins.webpaas.ssh.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import io.jenkins.plugins.webpaas.support.SshDaemon;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that bring known_hosts of their own, to throw away, where the service remembers the keys of its hosts. */
@RequiresProgram("sshd")
class OwnKnownHostsTest {
    private static final String USER = System.getProperty("user.name");

    /** As Ansible and many scripts do. */
    private static final String OWN = "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null";

    @TempDir
    private Path directory;

    private SshDaemon sshd;
    private Path session;
    private HostKeyFiles files;
    private AgentIdentity identity;

    @BeforeEach
    void start() throws Exception {
        UserAuthority authority = new UserAuthority(Files.createDirectory(directory.resolve("authority")));
        sshd = new SshDaemon(Files.createDirectory(directory.resolve("sshd")), "ed25519", authority);
        session = directory.resolve("session");
        PrivateFiles.claimDirectory(session);
        SshHosts hosts = new SshHosts(
                List.of("*.service.test"), List.of(), UnknownHosts.REMEMBER, false, sshd.options("ssh.service.test"));
        files = new HostKeyFiles(session, hosts, List.of());
        identity = new AgentIdentity(session, files.hosts(), false);
        identity.install(authority.sign(identity.publicLine(), "bot", "-n", USER, "-V", "+1h"), Duration.ofHours(1));
        SshCommands.write(session, files, identity);
    }

    @AfterEach
    void stop() {
        sshd.close();
        identity.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh OWN HOST echo hello",
                "ssh HOST OWN echo hello",
                "ssh -o GlobalKnownHostsFile=/dev/null OWN HOST echo hello",
                "ssh -ouserknownhostsfile=/dev/null -oStrictHostKeyChecking=no HOST echo hello",
                "scp -q OWN file HOST:TARGET; cat TARGET",
                "echo put file TARGET | sftp -q OWN HOST; cat TARGET",
                "GIT_SSH_COMMAND='ssh OWN' git ls-remote HOST:none; ssh OWN HOST echo hello"
            })
    void logInAndTheKeyIsRemembered(String line) throws Exception {
        Files.writeString(directory.resolve("file"), "hello\n");

        Command.Result result = shell(line.replace("OWN", OWN)
                        .replace("HOST", USER + "@ssh.service.test")
                        .replace("TARGET", directory.resolve("target").toString()))
                .run();

        assertThat(result.output()).endsWith("hello\n");
        assertThat(files.hosts().seen()).singleElement().asString().startsWith("ssh.service.test ");
        assertThat(identity.takeRefusals()).isEmpty();
    }

    /** No command of the session is before that one in the PATH. */
    @Test
    void oneThatTheSessionCannotHelpIsToldTheWayOut() {
        shell("/usr/bin/ssh -F \"$WEBPAAS_SSH_CONFIG\" " + OWN + " " + USER + "@ssh.service.test true")
                .run();

        assertThat(identity.takeRefusals())
                .singleElement()
                .asString()
                .startsWith("a host that is not known as one of the service's (host key SHA256:")
                .endsWith("If it is one, connect to it first with the session's ssh and without known_hosts of your own"
                        + " (UserKnownHostsFile), or have its key entered in the system configuration");
    }

    private Command shell(String line) {
        return Command.shell(line)
                .with(ClientVariables.of(NodeDirectory.of(session.toString()), true, true))
                .in(directory);
    }
}
