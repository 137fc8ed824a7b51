package io.jenkins.plugins.webpaas.ssh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.webpaas.service.KnownHost;
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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs in to an sshd that has habits of its own, and with clients and options that builds use. */
@RequiresProgram("sshd")
class HostHabitsTest {
    private static final String USER = System.getProperty("user.name");
    private static final String HOST = "ssh.service.test";

    @TempDir
    private Path directory;

    private SshDaemon sshd;
    private SshIdentity identity;
    private Map<String, String> environment;

    @AfterEach
    void close() {
        identity.close();
        sshd.close();
    }

    @Test
    void aHostThatGrantsOneAttemptAndShowsABanner() throws Exception {
        Path banner = Files.writeString(directory.resolve("banner"), "Authorised users alone\n");
        logIn("MaxAuthTries 1", "Banner " + banner);

        assertThat(shell("ssh " + USER + "@" + HOST + " echo hello").output())
                .contains("Authorised users alone")
                .endsWith("hello\n");
    }

    @Test
    void aHostThatRunsItsOwnCommand() throws Exception {
        logIn("ForceCommand echo instead of \"$SSH_ORIGINAL_COMMAND\"");

        assertThat(shell("ssh " + USER + "@" + HOST + " rm -rf x").output()).isEqualTo("instead of rm -rf x\n");
    }

    @Test
    void keysAreExchangedAgainEveryTwoSeconds() throws Exception {
        logIn();

        assertThat(shell("ssh -v -o 'RekeyLimit 1G 2' " + USER + "@" + HOST
                                + " 'for i in 1 2 3 4 5; do echo $i; sleep 1; done' 2>&1")
                        .output())
                .containsSubsequence("\n1\n", "\n5\n")
                .containsSubsequence("SSH2_MSG_KEXINIT sent", "SSH2_MSG_KEXINIT sent", "SSH2_MSG_KEXINIT sent");
    }

    @Test
    void filesGoByScpAndSftpWithNamesAsPeopleHaveThem() throws Exception {
        logIn();
        String name = "ä b#,;&()!~=[]|+@";
        Files.writeString(directory.resolve(name), "content");
        Files.writeString(directory.resolve("batch"), "put by-scp \"" + directory + "/copy of " + name + "\"\n");

        shell("scp -O -q '" + name + "' " + USER + "@" + HOST + ":" + directory + "/by-scp")
                .output();
        shell("sftp -q -b batch " + USER + "@" + HOST).output();

        assertThat(directory.resolve("by-scp")).hasContent("content");
        assertThat(directory.resolve("copy of " + name)).hasContent("content");
    }

    @Test
    @RequiresProgram("python3")
    void paramikoLogsInFromTheSshAgent() throws Exception {
        logIn();
        assumeThat(Command.of("python3", "-c", "import paramiko").run().exit())
                .as("python3-paramiko is installed")
                .isZero();

        assertThat(Command.of("python3", "-c", """
                import paramiko, sys
                client = paramiko.SSHClient()
                client.load_host_keys(sys.argv[3])
                client.connect('127.0.0.1', int(sys.argv[1]), sys.argv[2], look_for_keys=False)
                print(client.exec_command('echo hello')[1].read().decode(), end='')
                """, String.valueOf(sshd.port()), USER, knownHosts())
                        .with(environment)
                        .output())
                .isEqualTo("hello\n");
        assertThat(sshd.logged()).contains("Accepted publickey", "ID bot");
    }

    private String knownHosts() throws Exception {
        return Files.writeString(directory.resolve("known"), sshd.knownHost("[127.0.0.1]:" + sshd.port()) + "\n")
                .toString();
    }

    /** @param options lines for sshd_config */
    private void logIn(String... options) throws Exception {
        UserAuthority authority = new UserAuthority(Files.createDirectory(directory.resolve("authority")));
        sshd = new SshDaemon(Files.createDirectory(directory.resolve("sshd")), "ed25519", authority, List.of(options));
        Path session = directory.resolve("session");
        PrivateFiles.claimDirectory(session);
        HostKeyFiles files = new HostKeyFiles(
                session,
                new SshHosts(List.of("*.service.test"), List.of(), UnknownHosts.REFUSE, false, sshd.options(HOST)),
                List.of(KnownHost.parse(sshd.knownHost(HOST))));
        identity = new AgentIdentity(session, files.hosts(), false);
        identity.install(authority.sign(identity.publicLine(), "bot", "-n", USER, "-V", "+1h"), Duration.ofHours(1));
        SshCommands.write(session, files, identity);
        environment = ClientVariables.of(NodeDirectory.of(session.toString()), true, true);
    }

    private Command shell(String line) {
        return Command.shell(line).with(environment).in(directory);
    }
}
