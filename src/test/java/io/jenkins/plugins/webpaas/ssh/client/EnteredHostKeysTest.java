package io.jenkins.plugins.webpaas.ssh.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.ssh.HostKeys;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.MemoryHostKeyStore;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import io.jenkins.plugins.webpaas.support.SshDaemon;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The host keys that an administrator entered, in the hands of OpenSSH. The service remembers unknown hosts, so a lost line would show. */
@RequiresProgram("sshd")
class EnteredHostKeysTest {
    private static final String USER = System.getProperty("user.name");

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
     * @param names as the administrator wrote them; PORT is the host's
     * @param options of the service, but for its port
     * @param host as the build calls it
     * @param keyName under which ssh looks for the key
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
    void counts(String names, String options, String host, String keyName) throws Exception {
        String line = sshd.knownHost(names.replace("PORT", "" + sshd.port()));

        try (Session session = new Session("right", line, options, sshd)) {
            assertThat(Command.of("ssh-keygen", "-F", keyName, "-f", session.knownHosts())
                            .output())
                    .contains("found: line 1", line.split(" ")[2]);
            assertThat(session.ssh(host).output()).isEqualTo("hello\n");
            assertThat(session.files.hosts().seen())
                    .as("there is nothing to be learned")
                    .isEmpty();
        }
        try (Session session = new Session("wrong", line, options, impostor)) {
            assertThat(session.ssh(host).run().output())
                    .contains("Host key verification failed")
                    .doesNotContain("hello");
            assertThat(session.files.hosts().seen()).isEmpty();
            assertThat(impostor.logged()).doesNotContain("Accepted");
        }
    }

    /** As on a node. */
    private final class Session implements AutoCloseable {
        private final HostKeyFiles files;
        private final AgentIdentity identity;
        private final Path place;
        private final Map<String, String> environment;

        Session(String name, String line, String options, SshDaemon daemon) throws Exception {
            place = directory.resolve(name);
            PrivateFiles.claimDirectory(place);
            SshHosts hosts = new SshHosts(
                    List.of("*.service.test", "localhost"),
                    List.of(line),
                    UnknownHosts.REMEMBER,
                    true,
                    Stream.concat(Stream.of(options.split(";")), Stream.of("Port " + daemon.port()))
                            .toList());
            Service service = new Service("acme", "ACME", Service.UPSUN.endpoints(), hosts, Service.UPSUN.cli());
            files = new HostKeyFiles(place, hosts, new HostKeys(new MemoryHostKeyStore()).of(service));
            identity = new AgentIdentity(place, files.hosts(), hosts.strict());
            identity.install(
                    authority.sign(identity.publicLine(), "bot", "-n", USER, "-V", "+1h"), Duration.ofHours(1));
            SshCommands.write(place, files, identity);
            environment = ClientVariables.of(NodeDirectory.of(place.toString()), true, true);
        }

        String knownHosts() {
            return place.resolve("known_hosts").toString();
        }

        Command ssh(String host) {
            return Command.shell("ssh " + USER + "@" + host + " 'echo hello'").with(environment);
        }

        @Override
        public void close() {
            identity.close();
        }
    }
}
