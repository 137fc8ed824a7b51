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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An administrator's host keys with OpenSSH. The service remembers unknown hosts, so the tests notice a line without effect. */
@RequiresProgram("sshd")
class EnteredHostKeysTest {
    @TempDir
    private Path directory;

    private SshDaemon sshd;
    private SshDaemon impostor;
    private UserAuthority authority;

    @BeforeEach
    void start() throws Exception {
        authority = new UserAuthority(Files.createDirectory(directory.resolve("authority")));
        sshd = new SshDaemon(Files.createDirectory(directory.resolve("sshd")), "ed25519", authority);
        impostor = new SshDaemon(Files.createDirectory(directory.resolve("impostor")), "rsa", authority);
    }

    @AfterEach
    void stop() {
        for (SshDaemon daemon : new SshDaemon[] {sshd, impostor}) {
            if (daemon != null) {
                daemon.close();
            }
        }
    }

    /**
     * @param names the administrator's host names; PORT is the host's port
     * @param options the service's SSH options except the port
     * @param host the host's name for the build
     * @param keyName the name for which ssh looks up the key
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ssh.service.test,203.0.113.7          | HostName 127.0.0.1;HostKeyAlias ssh.service.test | ssh.service.test | ssh.service.test",
                "webpaas-bastion                       | HostName 127.0.0.1;HostKeyAlias webpaas-bastion  | ssh.service.test | webpaas-bastion",
                "[WebPaaS-Bastion]:22,[203.0.113.7]:22 | HostName 127.0.0.1;HostKeyAlias WebPaaS-Bastion  | SSH.service.test | webpaas-bastion",
                "127.0.0.1                             | HostName 127.0.0.1                               | ssh.service.test | 127.0.0.1",
                "[127.0.0.1]:PORT                      | HostName 127.0.0.1                               | ssh.service.test | 127.0.0.1",
                "localhost,203.0.113.7                 | ServerAliveInterval 5                            | localhost        | localhost",
                "[localhost]:PORT,[203.0.113.7]:PORT   | ServerAliveInterval 5                            | localhost        | localhost",
                "[localhost]:22                        | ServerAliveInterval 5                            | LOCALHOST        | localhost",
                "localhost                             | NoHostAuthenticationForLocalhost yes             | localhost        | localhost",
            })
    void isTheOnlyAcceptedKey(String names, String options, String host, String keyName) throws Exception {
        String line = sshd.knownHost(names.replace("PORT", "" + sshd.port()));

        try (ClientSession session = session("right", line, options, sshd)) {
            assertThat(Command.of(
                                    "ssh-keygen",
                                    "-F",
                                    keyName,
                                    "-f",
                                    session.directory().resolve("known_hosts").toString())
                            .output())
                    .contains("found: line 1", line.split(" ")[2]);
            assertThat(ssh(session, host).output()).isEqualTo("hello\n");
            assertThat(session.seenHosts()).as("no key is new").isEmpty();
        }
        try (ClientSession session = session("wrong", line, options, impostor)) {
            assertThat(ssh(session, host).run().output())
                    .contains("Host key verification failed")
                    .doesNotContain("hello");
            assertThat(session.seenHosts()).isEmpty();
            assertThat(impostor.logged()).doesNotContain("Accepted");
        }
    }

    private ClientSession session(String name, String line, String options, SshDaemon daemon) throws Exception {
        SshHosts hosts = new SshHosts(
                List.of("*.service.test", "localhost"),
                List.of(line),
                UnknownHosts.REMEMBER,
                true,
                Stream.concat(Stream.of(options.split(";")), Stream.of("Port " + daemon.port()))
                        .toList());
        return ClientSession.withAgent(directory.resolve(name), authority, "bot", hosts);
    }

    private Command ssh(ClientSession session, String host) {
        return session.shell("ssh " + ClientSession.USER + "@" + host + " 'echo hello'", directory);
    }
}
