package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hosts for which a session's SSH agent signs. */
class SessionHostsTest {
    @TempDir
    private Path directory;

    private final SshKeyPair host = SshKeyPair.generate();
    private final SshKeyPair other = SshKeyPair.generate();

    private SessionHosts hosts(String... known) {
        return new SessionHosts(
                directory,
                SshHosts.of(List.of("*.acme.example"), UnknownHosts.REMEMBER).keyNames(),
                List.of(known).stream().map(KnownHost::parse).toList());
    }

    private static String line(String name, SshKeyPair key) {
        return name + " ssh-ed25519 " + Base64.getEncoder().encodeToString(key.publicBlob());
    }

    private void see(String content) throws IOException {
        Files.writeString(hosts().seenFile(), content);
    }

    @Test
    void aKeyThatIsKnownFromTheStart() {
        SessionHosts hosts = hosts(line("ssh.acme.example", host));

        assertThat(hosts.haveKey(host.publicBlob())).isTrue();
        assertThat(hosts.haveKey(other.publicBlob())).isFalse();
    }

    @Test
    void theKeyOfAnAuthorityIsNoHostKey() {
        assertThat(hosts("@cert-authority " + line("*.acme.example", host)).haveKey(host.publicBlob()))
                .isFalse();
    }

    @Test
    void aKeyWithACertificateOfAKnownAuthority() {
        CertifiedHost certified = new CertifiedHost();
        SessionHosts hosts = hosts("@cert-authority " + line("*.acme.example", certified.authority));

        assertThat(hosts.haveKey(certified.certificate())).isTrue();
        assertThat(hosts.haveKey(certified.host.publicBlob()))
                .as("without the certificate")
                .isFalse();
        assertThat(hosts(line("ssh.acme.example", other)).haveKey(certified.certificate()))
                .isFalse();
        certified.principals = List.of("ssh.other.example");
        assertThat(hosts.haveKey(certified.certificate())).isFalse();
    }

    @Test
    void aKnownKeyIsTrustedWithAnyCertificate() {
        CertifiedHost certified = new CertifiedHost();

        assertThat(hosts(line("ssh.acme.example", certified.host)).haveKey(certified.certificate()))
                .isTrue();
    }

    @Test
    void aKeyThatSshHasJustWrittenDown() throws Exception {
        SessionHosts hosts = hosts();
        assertThat(hosts.haveKey(host.publicBlob())).isFalse();
        assertThat(hosts.seen()).isEmpty();

        see("nonsense\n" + line("ssh.acme.example", host) + "\n");

        assertThat(hosts.haveKey(host.publicBlob())).isTrue();
        assertThat(hosts.haveKey(other.publicBlob())).isFalse();
        assertThat(hosts.seen()).containsExactly("nonsense", line("ssh.acme.example", host));
    }

    @Test
    void aKeyOfAnotherServicesHostThatSshHasWrittenDownDoesNotCount() throws Exception {
        see(line("ssh.other.example", host) + "\n");

        assertThat(hosts().haveKey(host.publicBlob())).isFalse();
    }

    /** A build can write to the file too, and make the file large. */
    @Test
    void onlyTheBeginningOfALargeFileIsRead() throws Exception {
        see("x".repeat(64 * 1024 - 1) + "\n" + line("ssh.acme.example", host) + "\n");

        assertThat(hosts().haveKey(host.publicBlob())).isFalse();
        assertThat(hosts().seen()).hasSize(1);
    }

    @Test
    void aDirectoryHasNoKeys() throws Exception {
        Files.createDirectory(hosts().seenFile());

        assertThat(hosts().seen()).isEmpty();
        assertThat(hosts().haveKey(host.publicBlob())).isFalse();
    }
}
