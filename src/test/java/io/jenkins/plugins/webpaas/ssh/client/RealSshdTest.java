package io.jenkins.plugins.webpaas.ssh.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.session.HostKeys;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.LosableProvider;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import io.jenkins.plugins.webpaas.support.SshDaemon;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins of OpenSSH's client to OpenSSH's sshd with a session's identity. */
@RequiresProgram("sshd")
class RealSshdTest {
    private static final String USER = ClientSession.USER;

    @TempDir
    private Path directory;

    private UserAuthority authority;
    private Path session;
    private ClientSession clients;

    @BeforeEach
    void prepare() throws Exception {
        authority = new UserAuthority(Files.createDirectory(directory.resolve("authority")));
        session = directory.resolve("session of a build");
        PrivateFiles.claimDirectory(session);
    }

    @AfterEach
    void close() {
        if (clients != null) {
            clients.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
    void logsInWithTheAgent(String hostKeyType) throws Exception {
        try (SshDaemon sshd = daemon("one", hostKeyType)) {
            openAgent(hosts(sshd, UnknownHosts.REFUSE, false), known(sshd));

            assertThat(ssh("echo hello").output()).isEqualTo("hello\n");
            assertThat(sshd.logged()).contains("ID bot").contains("Accepted publickey");
        }
    }

    /** The SSH agent is in this JVM, which loses the provider. */
    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
    void logsInWithTheAgentOfANodeThatHasLostBouncyCastle(String hostKeyType) throws Exception {
        try (SshDaemon sshd = daemon("one", hostKeyType);
                LosableProvider bouncyCastle = LosableProvider.install(
                        1,
                        "Signature.Ed25519",
                        "Signature.SHA256withRSA",
                        "Signature.SHA512withRSA",
                        "Signature.SHA256withECDSA",
                        "KeyFactory.Ed25519",
                        "KeyFactory.RSA",
                        "KeyFactory.EC",
                        "AlgorithmParameters.EC")) {
            SshConfig files =
                    new SshConfig(session, HostKeys.trusted(hosts(sshd, UnknownHosts.REFUSE, false), known(sshd)));
            SshIdentity agent = new AgentIdentity(session, files.hosts(), false);
            clients = new ClientSession(session, authority, "bot", files, agent);
            bouncyCastle.lose();

            assertThat(ssh("echo hello").output()).isEqualTo("hello\n");
        }
    }

    @Test
    void logsInWithFiles() throws Exception {
        try (SshDaemon sshd = daemon("one", "ed25519")) {
            open(new FileIdentity(session), hosts(sshd, UnknownHosts.REFUSE, false), known(sshd));

            assertThat(ssh("echo hello").output()).isEqualTo("hello\n");
        }
    }

    @Test
    void logsInWithAStrictAgent() throws Exception {
        try (SshDaemon sshd = daemon("one", "ed25519")) {
            openAgent(hosts(sshd, UnknownHosts.REFUSE, true), known(sshd));

            assertThat(ssh("echo hello").output()).isEqualTo("hello\n");
        }
    }

    @Test
    @RequiresProgram("rsync")
    void logsInWithScpAndRsync() throws Exception {
        try (SshDaemon sshd = daemon("one", "ed25519")) {
            openAgent(hosts(sshd, UnknownHosts.REFUSE, false), known(sshd));
            Path file = Files.writeString(directory.resolve("file"), "content");

            shell("scp -O -q file " + USER + "@ssh.service.test:" + directory + "/copied-by-scp")
                    .output();
            shell("rsync file " + USER + "@ssh.service.test:" + directory + "/copied-by-rsync")
                    .output();

            assertThat(directory.resolve("copied-by-scp")).hasSameTextualContentAs(file);
            assertThat(directory.resolve("copied-by-rsync")).hasSameTextualContentAs(file);
        }
    }

    @Test
    void refusesToSignForAHostThatIsNotOfTheService() throws Exception {
        try (SshDaemon sshd = daemon("one", "ed25519");
                SshDaemon stranger = daemon("two", "ed25519")) {
            ProcessIdentity agent = openAgent(hosts(sshd, UnknownHosts.REFUSE, false), known(sshd));

            Command.Result result = shell("command -p ssh -F none -o StrictHostKeyChecking=no -o BatchMode=yes"
                            + " -o UserKnownHostsFile=/dev/null -p " + stranger.port() + " " + USER
                            + "@127.0.0.1 echo hello")
                    .run();

            assertThat(result.exit()).isEqualTo(255);
            assertThat(result.output()).contains("Permission denied").doesNotContain("hello");
            ProcessIdentity.ask(List.of(agent));
            assertThat(agent.isServed()).isTrue();
            assertThat(agent.takeRefusals())
                    .singleElement()
                    .asString()
                    .startsWith("a host that is not known as one of the service's (host key SHA256:");
            assertThat(stranger.logged()).doesNotContain("Accepted");
        }
    }

    @Test
    void refusesAForwardedConnection() throws Exception {
        try (SshDaemon sshd = daemon("one", "ed25519")) {
            ProcessIdentity agent = openAgent(hosts(sshd, UnknownHosts.REFUSE, false), known(sshd));

            Command.Result there = shell("ssh -A -o ForwardAgent=yes " + USER
                            + "@ssh.service.test 'ssh-add -l; echo $SSH_AUTH_SOCK'")
                    .run();

            assertThat(there.output()).as("the agent is forwarded").contains("/tmp/ssh-");
            assertThat(there.output()).contains("The agent has no identities").doesNotContain("ED25519-CERT");
            ProcessIdentity.ask(List.of(agent));
            assertThat(agent.isServed()).isTrue();
            assertThat(agent.takeRefusals()).containsExactly("a forwarded connection (ssh -A)");
        }
    }

    @Test
    void refusesAHostWhoseKeyHasChanged() throws Exception {
        try (SshDaemon sshd = daemon("one", "ed25519");
                SshDaemon impostor = daemon("two", "rsa")) {
            openAgent(hosts(impostor, UnknownHosts.REMEMBER, false), known(sshd));

            Command.Result result = ssh("echo hello").run();

            assertThat(result.exit()).isEqualTo(255);
            assertThat(result.output()).contains("Host key verification failed");
            assertThat(impostor.logged()).doesNotContain("Accepted");
        }
    }

    @Test
    void refusesAHostThatIsNotKnown() throws Exception {
        try (SshDaemon sshd = daemon("one", "ed25519")) {
            openAgent(hosts(sshd, UnknownHosts.REFUSE, false), List.of());

            Command.Result result = ssh("echo hello").run();

            assertThat(result.exit()).isEqualTo(255);
            assertThat(result.output()).contains("Host key verification failed");
        }
    }

    @Test
    void recordsTheKeyOfANewHost() throws Exception {
        try (SshDaemon sshd = daemon("one", "ed25519")) {
            openAgent(hosts(sshd, UnknownHosts.REMEMBER, false), List.of());

            assertThat(ssh("echo hello").output()).contains("hello");
            assertThat(clients.seenHosts())
                    .map(KnownHost::parseSeen)
                    .singleElement()
                    .extracting(Optional::get)
                    .matches(host -> host.hosts().equals(List.of("ssh.service.test")))
                    .matches(
                            host -> Arrays.equals(host.key(), known(sshd).get(0).key()));
        }
    }

    @Test
    void patternsMatchTheSameHostsAsInKnownHosts() throws Exception {
        try (SshDaemon sshd = daemon("one", "ed25519")) {
            List<KnownHost> known = Stream.of(
                            "!git.service.test,ssh*.service.test", "[git.service.test]:22", "!ssh.service.test")
                    .map(names -> KnownHost.parse(sshd.knownHost(names)))
                    .toList();
            openAgent(SshHosts.of(List.of("*.service.test"), UnknownHosts.REMEMBER), known);

            for (String name : List.of("ssh", "SSH", "git", "GIT")) {
                assertThat(shell("ssh -G " + name + ".service.test").output())
                        .as(name)
                        .contains("stricthostkeychecking true");
            }
        }
    }

    @Test
    void noOptionOfTheServiceChangesTheCheckOfHostKeys() throws Exception {
        List<String> options = List.of(
                "StrictHostKeyChecking no",
                "UserKnownHostsFile /dev/null",
                "NoHostAuthenticationForLocalhost yes",
                "CanonicalizeHostname yes",
                "HashKnownHosts yes",
                "VerifyHostKeyDNS yes");
        try (SshDaemon sshd = daemon("one", "ed25519")) {
            openAgent(
                    new SshHosts(List.of("*.service.test"), List.of(), UnknownHosts.REFUSE, false, options),
                    known(sshd));

            assertThat(shell("ssh -G ssh.service.test").output().lines())
                    .contains(
                            "stricthostkeychecking true",
                            "userknownhostsfile " + session.resolve("known_hosts"),
                            "nohostauthenticationforlocalhost no",
                            "canonicalizehostname false",
                            "hashknownhosts no",
                            "verifyhostkeydns false");
        }
    }

    @Test
    void leavesOtherHostsToTheUsersOwnConfiguration() throws Exception {
        try (SshDaemon sshd = daemon("one", "ed25519")) {
            openAgent(hosts(sshd, UnknownHosts.REFUSE, false), known(sshd));

            String ours = shell("ssh -G ssh.service.test").output();
            String shouted = shell("ssh -G SSH.SERVICE.TEST").output();
            String other = shell("ssh -G github.com").output();

            for (String config : List.of(ours, shouted)) {
                assertThat(config)
                        .contains("identityagent " + session, "stricthostkeychecking true", "identityfile none");
            }
            assertThat(other).doesNotContain(session.toString()).contains("identityfile ~/.ssh/id_ed25519");
        }
    }

    private SshDaemon daemon(String name, String hostKeyType) throws Exception {
        return new SshDaemon(Files.createDirectory(directory.resolve(name)), hostKeyType, authority);
    }

    private static SshHosts hosts(SshDaemon sshd, UnknownHosts unknown, boolean strict) {
        return new SshHosts(List.of("*.service.test"), List.of(), unknown, strict, sshd.options("ssh.service.test"));
    }

    private static List<KnownHost> known(SshDaemon sshd) {
        return List.of(KnownHost.parse(sshd.knownHost("ssh.service.test")));
    }

    private ProcessIdentity openAgent(SshHosts hosts, List<KnownHost> known) throws Exception {
        ProcessIdentity agent = new ProcessIdentity(session, HostKeys.trusted(hosts, known));
        open(agent, hosts, known);
        return agent;
    }

    private void open(SshIdentity identity, SshHosts hosts, List<KnownHost> known) throws Exception {
        clients = new ClientSession(
                session, authority, "bot", new SshConfig(session, HostKeys.trusted(hosts, known)), identity);
    }

    private Command ssh(String remote) {
        return shell("ssh " + USER + "@ssh.service.test '" + remote + "'");
    }

    private Command shell(String line) {
        return clients.shell(line, directory);
    }
}
