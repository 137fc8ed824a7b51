package io.jenkins.plugins.webpaas.ssh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import io.jenkins.plugins.webpaas.support.SshDaemon;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shared connections of OpenSSH's clients (ControlMaster), in two sessions of different accounts with the same sshd. */
@RequiresProgram({"sshd", "rsync"})
class SharedConnectionTest {
    private static final String HOST = ClientSession.USER + "@ssh.service.test";
    private static final String SHARED = "-o ControlMaster=auto -o ControlPersist=600 -o ControlPath=%C";

    @TempDir
    private Path directory;

    private UserAuthority authority;
    private SshDaemon sshd;
    private ClientSession first;
    private ClientSession second;

    @BeforeEach
    void start() throws Exception {
        authority = new UserAuthority(Files.createDirectory(directory.resolve("authority")));
        sshd = new SshDaemon(Files.createDirectory(directory.resolve("sshd")), "ed25519", authority);
        first = session("first");
        second = session("second");
    }

    @AfterEach
    void stop() {
        Stream.of(first, second).forEach(ClientSession::close);
        sshd.close();
    }

    /** In each command, HOST is the host, and SOCKET the control socket of the command line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh -o ControlMaster=auto -o ControlPersist=600 -o ControlPath=SOCKET HOST echo hello",
                "ssh -oCONTROLMASTER=auto -oCONTROLPERSIST=600 -oCONTROLPATH=SOCKET -- HOST echo hello",
                "ssh -o ControlMaster=auto HOST -o ControlPersist=600 -o ControlPath=SOCKET echo hello",
                "ssh -o ControlMaster=auto -o ControlPersist=600 -S SOCKET HOST echo hello",
                "ssh -o ControlMaster=auto -o ControlPersist=600 HOST -TSSOCKET -- echo hello",
                "ssh -4TMo ControlPersist=600 -SSOCKET HOST 'echo hello'; ssh -S SOCKET HOST echo hello",
                "ssh -fNMS SOCKET HOST; ssh -S SOCKET HOST echo hello",
                "ssh -F \"$WEBPAAS_SSH_CONFIG\" -o ControlMaster=auto -o ControlPersist=600 -o ControlPath=SOCKET HOST echo hello",
                "rsync -e \"$RSYNC_RSH -o ControlMaster=auto -o ControlPersist=600 -o ControlPath=SOCKET\" file HOST:TARGET; cat TARGET",
                "scp -q -o ControlMaster=auto -o ControlPersist=600 -o ControlPath=SOCKET file HOST:TARGET; cat TARGET",
                "scp -O -q -o ControlMaster=auto -o ControlPersist=600 -o ControlPath=SOCKET file HOST:TARGET; cat TARGET",
                "echo put file TARGET | sftp -q -o ControlMaster=auto -o ControlPersist=600 -o ControlPath=SOCKET HOST; cat TARGET",
                "GIT_SSH_COMMAND=\"$GIT_SSH -o ControlMaster=auto -o ControlPersist=600 -o ControlPath=SOCKET\" git ls-remote HOST:repository; echo hello"
            })
    void anAccountNeverUsesTheConnectionOfAnother(String line) throws Exception {
        Files.writeString(directory.resolve("file"), "hello\n");
        Path master = directory.resolve("master");
        String command = line.replace("HOST", HOST)
                .replace("SOCKET", master.toString())
                .replace("TARGET", directory.resolve("target").toString());

        for (ClientSession session : List.of(first, second)) {
            Files.deleteIfExists(directory.resolve("target"));
            assertThat(session.shell(command, directory).run().output())
                    .as(session.directory().toString())
                    .endsWith("hello\n")
                    .doesNotContain("ControlSocket");
        }

        assertThat(sshd.logged()).contains("ID first").contains("ID second");
        assertThat(master).doesNotExist();
    }

    @Test
    void commandsOfASessionShareAConnection() throws Exception {
        first.shell("ssh " + SHARED + " " + HOST + " true", directory).output();
        first.shell("ssh " + SHARED + " " + HOST + " true", directory).output();

        assertThat(sshd.logged()).containsOnlyOnce("Accepted publickey");
        assertThat(first.shell("ssh -O check -S any " + HOST, directory).output())
                .startsWith("Master running");
    }

    @Test
    void anotherUserOfTheHostGetsAnotherConnection() throws Exception {
        first.shell("ssh " + SHARED + " " + HOST + " true", directory).output();
        Command.Result other = first.shell(
                        "ssh " + SHARED + " -o BatchMode=yes nobody@ssh.service.test true", directory)
                .run();

        assertThat(other.output()).contains("Permission denied");
    }

    @Test
    void theEndOfTheSessionEndsItsConnections() throws Exception {
        first.shell("ssh " + SHARED + " " + HOST + " true", directory).output();
        second.shell("ssh " + SHARED + " " + HOST + " true", directory).output();
        assertThat(sshd.logged()).doesNotContain("Disconnected from");

        ControlSockets.end(first.directory());

        await("ssh deletes its control socket after it has closed the connection")
                .untilAsserted(
                        () -> assertThat(first.directory().resolve("mux")).isEmptyDirectory());
        await().untilAsserted(() -> assertThat(sshd.logged()).containsOnlyOnce("Disconnected from user"));
        assertThat(second.shell("ssh -O check -S any " + HOST, directory).output())
                .startsWith("Master running");
    }

    @Test
    @Timeout(60)
    void aProgramThatListensOnAControlSocketDoesNotDelayTheEnd() throws Exception {
        try (ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            mute.bind(
                    UnixDomainSocketAddress.of(first.directory().resolve("mux").resolve("1")));
            for (int i = 2; i < 20; i++) {
                Files.createSymbolicLink(
                        first.directory().resolve("mux").resolve("" + i),
                        first.directory().resolve("mux").resolve("1"));
            }

            ControlSockets.end(first.directory());
        }
    }

    @Test
    void nothingIsSharedIfAPathIsTooLongForASocket() throws Exception {
        try (ClientSession deep =
                session("deep/" + "d".repeat(75 - directory.toString().length()))) {
            deep.shell("ssh " + SHARED + " " + HOST + " true", directory).output();
            deep.shell("ssh " + SHARED + " " + HOST + " true", directory).output();

            assertThat(sshd.logged().split("Accepted publickey", -1)).hasSize(3);
        }
    }

    private ClientSession session(String name) throws Exception {
        SshHosts hosts = new SshHosts(
                List.of("*.service.test"),
                List.of(sshd.knownHost("ssh.service.test")),
                UnknownHosts.REFUSE,
                true,
                sshd.options("ssh.service.test"));
        return ClientSession.withAgent(directory.resolve(name), authority, name.replaceFirst("/.*", ""), hosts);
    }
}
