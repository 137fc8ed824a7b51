package io.jenkins.plugins.webpaas.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Certificates from arbitrary answers of a certifier. An input is the whole line, or the bytes that the line has in base64. */
class CertificateFuzzTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:30:00Z");
    private static final SshKeyPair KEY = SshKeyPair.generate();

    @FuzzTest
    void isReadAsItStandsThereOrRefused(byte[] input) {
        parse(new String(input, StandardCharsets.UTF_8)).ifPresent(CertificateFuzzTest::assertIsUsable);
        parse(Certificate.KEY_TYPE + " " + Base64.getEncoder().encodeToString(input))
                .ifPresent(certificate -> {
                    assertThat(certificate.blob()).isEqualTo(input);
                    assertIsUsable(certificate);
                });
    }

    private static Optional<Certificate> parse(String line) {
        try {
            return Optional.of(Certificate.parse(line));
        } catch (Certificate.InvalidCertificateException e) {
            return Optional.empty();
        }
    }

    private static void assertIsUsable(Certificate certificate) {
        Certificate again = parse(certificate.line()).orElseThrow();
        assertThat(again.blob()).isEqualTo(certificate.blob());
        assertThat(again.rawPublic()).isEqualTo(certificate.rawPublic());
        assertThat(again.keyId()).isEqualTo(certificate.keyId());
        assertThat(again.extensions()).isEqualTo(certificate.extensions());
        assertThat(again.accessTokenId()).isEqualTo(certificate.accessTokenId());
        assertThat(certificate.validAfter()).isAfterOrEqualTo(Instant.EPOCH);
        assertThat(certificate.validBefore()).isAfterOrEqualTo(Instant.EPOCH);
        assertThat(certificate.lifetime(NOW)).isLessThanOrEqualTo(Duration.ofDays(1));
        if (isAccepted(certificate)) {
            assertThat(certificate.lifetime(NOW)).isPositive();
            assertThat(certificate.staleAt(NOW))
                    .isBetween(NOW, NOW.plus(certificate.lifetime(NOW)))
                    .isBeforeOrEqualTo(certificate.validBefore());
        }
    }

    /** Tells whether a session accepts the certificate as the answer to a request with the certificate's key. */
    private static boolean isAccepted(Certificate certificate) {
        assertIsNotForAnotherKey(certificate);
        try {
            certificate.check(
                    SshKeyPair.TYPE + " "
                            + Base64.getEncoder().encodeToString(SshKeyPair.publicBlob(certificate.rawPublic())),
                    null,
                    NOW);
            return true;
        } catch (Certificate.InvalidCertificateException e) {
            return false;
        }
    }

    private static void assertIsNotForAnotherKey(Certificate certificate) {
        try {
            certificate.check(KEY.publicLine("x"), null, NOW);
        } catch (Certificate.InvalidCertificateException e) {
            return;
        }
        throw new AssertionError("The certificate is accepted for a new key");
    }
}
