package io.jenkins.plugins.webpaas.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.HostAuthority;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import io.jenkins.plugins.webpaas.support.SshDaemon;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs commands through this machine's OpenSSH server. */
@RequiresProgram("sshd")
class OpenSshTest {
    private static final String HOST = "ssh.acme.example";

    @TempDir
    private Path directory;

    private final LocalCommands localCommands = new LocalCommands(Duration.ofSeconds(15));
    private final CommandLog log = new CommandLog();
    private UserAuthority authority;

    @BeforeEach
    void makeAuthority() {
        authority = new UserAuthority(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa"})
    void logsInAndRuns(String hostKeyType) throws Exception {
        try (SshDaemon sshd = new SshDaemon(directory, hostKeyType, authority)) {
            assertThat(run(sshd, "echo out; echo err >&2; exit 7", null).status())
                    .isEqualTo(7);
            assertThat(log.text().lines()).containsExactlyInAnyOrder("out", "err");
            assertThat(sshd.logged()).contains("ID bot").contains("Accepted publickey");
        }
    }

    @Test
    void anEcdsaHostKeyNeedsBouncyCastle() throws Exception {
        Provider before = Security.getProvider(BouncyCastleProvider.PROVIDER_NAME);
        try (SshDaemon sshd = new SshDaemon(directory, "ecdsa", authority)) {
            Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
            assertThatThrownBy(() -> run(sshd, "true", null))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageStartingWith("The known host key of " + HOST + " is of the type ecdsa-sha2-nistp256");
            Security.addProvider(new BouncyCastleProvider());
            assertThat(run(sshd, "true", null).status()).isZero();
        } finally {
            Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
            if (before != null) {
                Security.addProvider(before); // MINA may use it
            }
        }
    }

    @Test
    void aSignalThatEndsACommandIsNoExitStatus() throws Exception {
        try (SshDaemon sshd = new SshDaemon(directory, "ed25519", authority)) {
            CommandResult result = run(sshd, "echo begun; kill -KILL $$", null);

            assertThat(result.signal()).isEqualTo("KILL");
            assertThat(result.status()).isNull();
            assertThat(log.text()).isEqualTo("begun\n");
        }
    }

    @Test
    void aTimeoutEndsACommandThatWouldOutliveItsConnection() throws Exception {
        try (SshDaemon sshd = new SshDaemon(directory, "ed25519", authority)) {
            Path pid = directory.resolve("pid");

            assertThatThrownBy(() -> run(sshd, "echo $$ > " + pid + "; sleep 600; true", Duration.ofSeconds(5)))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageContaining("sent it the signal TERM");
            Optional<ProcessHandle> shell =
                    ProcessHandle.of(Long.parseLong(Files.readString(pid).trim()));
            await().until(() -> shell.isEmpty()
                    || !shell.get().isAlive()
                    || sshd.logged()
                            .contains("session signalling requires privilege separation")); // the server runs as root
        }
    }

    /** The server prefers its other key. */
    @Test
    void asksForAKeyOfTheTypeThatIsKnown() throws Exception {
        Path second = Files.createDirectory(directory.resolve("second"));
        try (SshDaemon sshd = new SshDaemon(directory, "rsa", authority, hostKey(second))) {
            assertThat(run(sshd, "true", null).status()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hosts, -n ssh.acme.example, true",
        "hosts, '-n other,*.acme.example -V -1d:+1d', true",
        "hosts, -n other.acme.example, false",
        "hosts, -n ssh.acme.example -V 20200101:20210101, false",
        "others, -n ssh.acme.example, false"
    })
    void aKnownAuthorityVouchesForItsHostsAlone(String name, String options, boolean isTrusted) throws Exception {
        HostAuthority known = new HostAuthority(directory.resolve("hosts"), "rsa");
        HostAuthority signing = name.equals("hosts") ? known : new HostAuthority(directory.resolve(name), "rsa");
        List<KnownHost> lines = List.of(KnownHost.parse(known.knownHost("*.acme.example")));
        try (SshDaemon sshd = new SshDaemon(directory, "rsa", authority, signing.hostKey("ed25519", options))) {
            if (isTrusted) {
                assertThat(run(localCommands, sshd, lines, "true", null).status())
                        .isZero();
            } else {
                assertThatThrownBy(() -> run(localCommands, sshd, lines, "true", null))
                        .isExactlyInstanceOf(IOException.class)
                        .hasMessageContaining("without a valid certificate of the known authority SHA256:");
                assertThat(sshd.logged()).doesNotContain("Accepted");
            }
        }
    }

    private static Path hostKey(Path directory) {
        Path key = directory.resolve("host");
        Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                .output();
        return key;
    }

    @Test
    void anIdleCommandIsNotCutOff() throws Exception {
        LocalCommands checkingOften = new LocalCommands(Duration.ofSeconds(1));
        try (SshDaemon sshd = new SshDaemon(directory, "ed25519", authority)) {
            assertThat(run(checkingOften, sshd, "sleep 6", null).status()).isZero();
        }
    }

    private CommandResult run(SshDaemon sshd, String line, Duration timeout) throws IOException, InterruptedException {
        return run(localCommands, sshd, line, timeout);
    }

    private CommandResult run(LocalCommands commands, SshDaemon sshd, String line, Duration timeout)
            throws IOException, InterruptedException {
        return run(commands, sshd, List.of(KnownHost.parse(sshd.knownHost(HOST))), line, timeout);
    }

    private CommandResult run(
            LocalCommands commands, SshDaemon sshd, List<KnownHost> known, String line, Duration timeout)
            throws IOException, InterruptedException {
        String user = System.getProperty("user.name");
        String certificate = authority
                .sign(commands.makeKey("one"), "bot", "-n", user, "-V", "-1m:+1h")
                .line();
        Destination destination = new Destination(user, HOST, "127.0.0.1", sshd.port(), HOST);
        return commands.run(
                "one",
                certificate,
                new CommandRunner.CommandRequest(destination, known, false, line, timeout, false),
                log);
    }
}
