package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The content of host certificates, and the hosts that they are valid for. */
class HostCertificateTest {
    private static final long AFTER = 1_000;
    private static final long BEFORE = 2_000;

    private final CertifiedHost certified = new CertifiedHost();
    private final SshKeyPair host = certified.host;
    private final SshKeyPair authority = certified.authority;

    @BeforeEach
    void limit() {
        certified.validAfter = AFTER;
        certified.validBefore = BEFORE;
    }

    @Test
    void readsAllFields() {
        HostCertificate certificate =
                HostCertificate.parse(certified.certificate()).orElseThrow();

        assertThat(certificate.key()).isEqualTo(host.publicBlob());
        assertThat(certificate.authority()).isEqualTo(authority.publicBlob());
        assertThat(certificate.principals())
                .as("principals in lower case")
                .containsExactly("ssh.acme.example", "*.eu.acme.example");
        assertThat(certificate.validAfter()).isEqualTo(AFTER);
        assertThat(certificate.validBefore()).isEqualTo(BEFORE);
    }

    @Test
    void theHostsOwnKeyIsInIt() {
        assertThat(HostCertificate.keyOf(certified.certificate())).isEqualTo(host.publicBlob());
        assertThat(HostCertificate.keyOf(host.publicBlob())).isEqualTo(host.publicBlob());
        byte[] cut = Arrays.copyOf(certified.certificate(), 60);
        assertThat(HostCertificate.keyOf(cut)).isEqualTo(cut);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh-rsa", "ecdsa-sha2-nistp256"})
    void keysOfOtherTypesHaveTwoParts(String plain) {
        byte[] certificate = new SshWriter()
                .writeText(plain + "-cert-v01@openssh.com")
                .writeText("a nonce")
                .writeText("one")
                .writeText("two")
                .toByteArray();

        assertThat(HostCertificate.keyOf(certificate))
                .isEqualTo(new SshWriter()
                        .writeText(plain)
                        .writeText("one")
                        .writeText("two")
                        .toByteArray());
    }

    @Test
    void aUserCertificateIsRefused() {
        certified.type = 1;
        assertThat(HostCertificate.parse(certified.certificate())).isEmpty();
    }

    /** OpenSSH defines no critical options for hosts, and refuses a certificate with one. */
    @Test
    void aCertificateWithACriticalOptionIsRefused() {
        certified.conditions =
                new SshWriter().writeText("verify-required").writeText("").toByteArray();
        assertThat(HostCertificate.parse(certified.certificate())).isEmpty();
    }

    @Test
    void aChangedOrCutOrLongerCertificateIsRefused() {
        byte[] certificate = certified.certificate();
        for (int i = 0; i < certificate.length; i++) {
            byte[] changed = certificate.clone();
            changed[i] ^= 1;
            assertThat(HostCertificate.parse(changed)).as("changed at %d", i).isEmpty();
            assertThat(HostCertificate.parse(Arrays.copyOf(certificate, i)))
                    .as("cut at %d", i)
                    .isEmpty();
        }
        assertThat(HostCertificate.parse(Arrays.copyOf(certificate, certificate.length + 1)))
                .isEmpty();
        assertThat(HostCertificate.parse(host.publicBlob())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"999,false", "1000,true", "1999,true", "2000,false"})
    void vouchesWhileItIsValid(long now, boolean expected) {
        assertThat(isOf(line("@cert-authority ", authority), name -> true, now)).isEqualTo(expected);
    }

    @Test
    void vouchesForItsNamesAndWithoutNamesForAll() {
        assertThat(isOf(line("@cert-authority ", authority), "ssh.acme.example"::equals, AFTER))
                .isTrue();
        assertThat(isOf(line("@cert-authority ", authority), "other"::equals, AFTER))
                .isFalse();
        certified.principals = List.of();
        assertThat(isOf(line("@cert-authority ", authority), "other"::equals, AFTER))
                .isTrue();
    }

    @Test
    void anotherAuthorityOrAPlainKeyDoesNotVouch() {
        assertThat(isOf(line("@cert-authority ", host), name -> true, AFTER)).isFalse();
        assertThat(isOf(line("", authority), name -> true, AFTER)).isFalse();
    }

    private boolean isOf(KnownHost line, Predicate<String> names, long now) {
        return HostCertificate.parse(certified.certificate())
                .orElseThrow()
                .isOf(line, names, Instant.ofEpochSecond(now));
    }

    private static KnownHost line(String marker, SshKeyPair key) {
        return KnownHost.parse(
                marker + "*.acme.example ssh-ed25519 " + Base64.getEncoder().encodeToString(key.publicBlob()));
    }
}
