package io.jenkins.plugins.webpaas.ssh.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.HostAuthority;
import io.jenkins.plugins.webpaas.support.RequiresProgram;
import io.jenkins.plugins.webpaas.support.SshDaemon;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An authority for host certificates among the administrator's host keys, with OpenSSH's client and sshd. */
@RequiresProgram("sshd")
class HostAuthorityTest {
    /** Checks no host key in the client, so that only the SSH agent can refuse the host. */
    private static final String BARE = "command -p ssh -F none -o StrictHostKeyChecking=no -o BatchMode=yes"
            + " -o UserKnownHostsFile=/dev/null -p PORT " + HostAndSession.USER + "@127.0.0.1 echo hello";

    @TempDir
    private Path directory;

    private UserAuthority users;
    private HostAndSession host;

    @BeforeEach
    void start() throws Exception {
        users = HostAndSession.users(directory);
    }

    @AfterEach
    void stop() {
        if (host != null) {
            host.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ed25519, ed25519, -n ssh.service.test",
        "rsa, ed25519, '-n other.service.test,ssh.service.test -V -1d:+1d'",
        "ecdsa, ecdsa, -n ssh.service.test",
        "ed25519, rsa, -n ssh.service.test"
    })
    void vouchesForItsHosts(String caType, String keyType, String options) throws Exception {
        open("hosts", caType, keyType, options);

        assertThat(ssh().output()).isEqualTo("hello\n");
        assertThat(host.shell(BARE).output()).endsWith("hello\n");
        assertThat(host.session().identity().takeRefusals()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "another authority, others, -n ssh.service.test",
        "another service's host, hosts, -n ssh.elsewhere.test",
        "a certificate that has expired, hosts, -n ssh.service.test -V 20200101:20210101",
        "a certificate that is not valid yet, hosts, -n ssh.service.test -V +1d:+2d",
        "a certificate with a condition, hosts, -n ssh.service.test -O critical:x=y"
    })
    void isNotAcceptedForOtherHosts(String why, String authorityName, String options) throws Exception {
        open(authorityName, "ed25519", "ed25519", options);

        assertThat(ssh().run().output()).as(why).contains("Host key verification failed");
        assertThat(host.shell(BARE).run().output()).as(why).contains("Permission denied");
        assertThat(host.session().identity().takeRefusals())
                .singleElement()
                .asString()
                .startsWith("a host that is not known as one of the service's");
    }

    @Test
    void aHostWithoutACertificateIsRefusedThoughUnknownHostsAreRemembered() throws Exception {
        HostAuthority hosts = new HostAuthority(directory.resolve("hosts"), "ed25519");
        start(hosts, new SshDaemon(Files.createDirectory(directory.resolve("sshd")), "ed25519", users));

        assertThat(ssh().run().output()).contains("Host key verification failed");
    }

    /** Starts a host with a plain key of another type than the certificate, so that only the certificate can be accepted. */
    private void open(String name, String caType, String keyType, String options) throws Exception {
        HostAuthority known = new HostAuthority(directory.resolve("hosts"), caType);
        HostAuthority signer = name.equals("hosts") ? known : new HostAuthority(directory.resolve(name), caType);
        start(
                known,
                new SshDaemon(
                        Files.createDirectory(directory.resolve("sshd")),
                        keyType.equals("rsa") ? "ecdsa" : "rsa",
                        users,
                        signer.hostKey(keyType, options)));
    }

    private void start(HostAuthority known, SshDaemon sshd) throws Exception {
        host = new HostAndSession(
                directory, users, sshd, UnknownHosts.REMEMBER, true, List.of(known.knownHost("*.service.test")));
    }

    private Command ssh() {
        return host.shell("ssh HOST echo hello");
    }
}
