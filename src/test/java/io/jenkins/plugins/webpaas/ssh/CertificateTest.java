package io.jenkins.plugins.webpaas.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that OpenSSH's ssh-keygen creates. */
class CertificateTest {
    @TempDir
    private Path directory;

    private final SshKeyPair key = SshKeyPair.generate();
    private final String line = key.publicLine("test");
    private UserAuthority authority;

    @BeforeEach
    void makeAuthority() {
        authority = new UserAuthority(directory);
    }

    @Test
    void readsWhatSshKeygenWrote() throws Exception {
        Certificate certificate = authority.sign(
                line, "bot", "-V", "20260101000000Z:20260101010000Z", "-O", "extension:token-id@platform.sh=abc");

        assertThat(certificate.keyId()).isEqualTo("bot");
        assertThat(certificate.validAfter()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(certificate.validBefore()).isEqualTo("2026-01-01T01:00:00Z");
        assertThat(certificate.staleAt(certificate.validAfter())).isEqualTo("2026-01-01T00:58:00Z");
        assertThat(certificate.accessTokenId()).isEqualTo("abc");
        assertThat(certificate.extensions()).containsEntry("permit-pty", "");
        assertThat(Files.readString(directory.resolve("key-cert.pub"))).startsWith(certificate.line());
    }

    @Test
    void aShortLivedCertificateIsNotStaleAtOnce() throws Exception {
        Certificate certificate = authority.sign(line, "bot", "-V", "20260101000000Z:20260101000020Z");

        assertThat(certificate.staleAt(certificate.validAfter())).isEqualTo("2026-01-01T00:00:15Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 60, 2026-01-01T00:58:00Z",
        "2026-01-01T00:30:00Z, 30, 2026-01-01T00:58:00Z",
        "2026-01-01T00:56:00Z, 4, 2026-01-01T00:59:00Z",
        "2025-12-31T23:56:00Z, 60, 2026-01-01T00:54:00Z",
    })
    void lifetimeIsCountedFromTheArrival(Instant now, int minutes, Instant staleAt) throws Exception {
        Certificate certificate = authority.sign(line, "bot", "-V", "20260101000000Z:20260101010000Z");

        assertThat(certificate.lifetime(now)).isEqualTo(Duration.ofMinutes(minutes));
        assertThat(certificate.staleAt(now)).isEqualTo(staleAt);
    }

    @Test
    void readsACertificateWithoutAnEnd() throws Exception {
        Certificate certificate = authority.sign(line, "bot", "-V", "always:forever");

        certificate.check(line, "bot", Instant.now());
        assertThat(certificate.validBefore()).isAfter(Instant.now().plus(Duration.ofDays(36500)));
        assertThat(certificate.lifetime(Instant.now())).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void acceptsTheRequestedCertificate() throws Exception {
        authority.sign(line, "bot", "-V", "-1m:+1h").check(line, "bot", Instant.now());
        authority.sign(line, "bot", "-V", "-1m:+1h").check(line, null, Instant.now());
    }

    @Test
    void refusesAnotherKey() throws Exception {
        Certificate certificate = authority.sign(SshKeyPair.generate().publicLine("other"), "bot", "-V", "-1m:+1h");

        assertRefused(certificate, "bot", Instant.now(), "signed another key than the one that Jenkins sent");
    }

    @Test
    void refusesAnotherUser() throws Exception {
        assertRefused(
                authority.sign(line, "bob", "-V", "-1m:+1h"),
                "bot",
                Instant.now(),
                "certificate of bob instead of bot");
    }

    @Test
    void refusesAHostsCertificate() throws Exception {
        assertRefused(
                authority.sign(line, "bot", "-h", "-V", "-1m:+1h"), "bot", Instant.now(), "is not a user certificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-01T01:00:00Z", "2026-01-01T02:00:00Z", "2025-12-31T23:00:00Z"})
    void namesTheClockWhenTheTimesDoNotFit(String now) throws Exception {
        Certificate certificate = authority.sign(line, "bot", "-V", "20260101000000Z:20260101010000Z");

        assertRefused(
                certificate,
                "bot",
                Instant.parse(now),
                "is valid from 2026-01-01T00:00:00Z to 2026-01-01T01:00:00Z, but the clock of this controller says "
                        + now + ". Set the controller's clock (NTP)");
    }

    @Test
    void toleratesAClockThatIsAFewMinutesSlow() throws Exception {
        Certificate certificate = authority.sign(line, "bot", "-V", "20260101000000Z:20260101010000Z");

        certificate.check(line, "bot", Instant.parse("2025-12-31T23:56:00Z"));
    }

    @Test
    void refusesAnswersWithoutACertificate() {
        String empty = Base64.getEncoder().encodeToString(new byte[0]);
        for (String answer :
                new String[] {"", "hello", line, Certificate.KEY_TYPE + " ====", Certificate.KEY_TYPE + " " + empty}) {
            assertThatExceptionOfType(Certificate.InvalidCertificateException.class)
                    .as(answer)
                    .isThrownBy(() -> Certificate.parse(answer))
                    .withMessageStartingWith("The certifier");
        }
    }

    @Test
    void thePrivateKeyFileIsOneThatSshKeygenReads() throws Exception {
        Path file = directory.resolve("id");
        Files.writeString(file, key.privateFile("test"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(Command.of("ssh-keygen", "-y", "-f", file.toString()).output())
                .isEqualTo(line + "\n");
    }

    @Test
    void aKeyPairDoesNotShowItsPrivateHalf() {
        String privateHalf = key.privateFile("").lines().toList().get(2);

        assertThat(key.toString()).contains("ssh-ed25519 AAAA").doesNotContain(privateHalf);
    }

    private void assertRefused(Certificate certificate, String userId, Instant now, String message) {
        assertThatExceptionOfType(Certificate.InvalidCertificateException.class)
                .isThrownBy(() -> certificate.check(line, userId, now))
                .withMessageContaining(message);
    }
}
