package io.jenkins.plugins.webpaas.ssh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins to hosts with special configurations, and with clients and options that builds use. */
@RequiresProgram("sshd")
class HostHabitsTest {
    @TempDir
    private Path directory;

    private HostAndSession host;

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void aHostThatGrantsOneAttemptAndShowsABanner() throws Exception {
        Path banner = Files.writeString(directory.resolve("banner"), "Authorised users alone\n");
        logIn("MaxAuthTries 1", "Banner " + banner);

        assertThat(host.shell("ssh HOST echo hello").output())
                .contains("Authorised users alone")
                .endsWith("hello\n");
    }

    @Test
    void aHostThatRunsItsOwnCommand() throws Exception {
        logIn("ForceCommand echo instead of \"$SSH_ORIGINAL_COMMAND\"");

        assertThat(host.shell("ssh HOST rm -rf x").output()).isEqualTo("instead of rm -rf x\n");
    }

    @Test
    void keysAreExchangedAgainEveryTwoSeconds() throws Exception {
        logIn();

        assertThat(host.shell("ssh -v -o 'RekeyLimit 1G 2' HOST"
                                + " 'for i in 1 2 3 4 5; do echo $i; sleep 1; done' 2>&1")
                        .output())
                .containsSubsequence("\n1\n", "\n5\n")
                .containsSubsequence("SSH2_MSG_KEXINIT sent", "SSH2_MSG_KEXINIT sent", "SSH2_MSG_KEXINIT sent");
    }

    @Test
    void scpAndSftpTransferFilesWithUnusualNames() throws Exception {
        logIn();
        String name = "ä b#,;&()!~=[]|+@";
        Files.writeString(directory.resolve(name), "content");
        Files.writeString(directory.resolve("batch"), "put by-scp \"" + directory + "/copy of " + name + "\"\n");

        host.shell("scp -O -q '" + name + "' HOST:" + directory + "/by-scp").output();
        host.shell("sftp -q -b batch HOST").output();

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

        assertThat(Command.of(
                                "python3",
                                "-c",
                                """
                import paramiko, sys
                client = paramiko.SSHClient()
                client.load_host_keys(sys.argv[3])
                client.connect('127.0.0.1', int(sys.argv[1]), sys.argv[2], look_for_keys=False)
                print(client.exec_command('echo hello')[1].read().decode(), end='')
                """,
                                String.valueOf(host.sshd().port()),
                                HostAndSession.USER,
                                knownHosts())
                        .with(host.session().variables())
                        .output())
                .isEqualTo("hello\n");
        assertThat(host.sshd().logged()).contains("Accepted publickey", "ID bot");
    }

    private String knownHosts() throws Exception {
        return Files.writeString(
                        directory.resolve("known"),
                        host.sshd().knownHost("[127.0.0.1]:" + host.sshd().port()) + "\n")
                .toString();
    }

    /** @param options lines of sshd_config */
    private void logIn(String... options) throws Exception {
        host = HostAndSession.known(directory, false, options);
    }
}
