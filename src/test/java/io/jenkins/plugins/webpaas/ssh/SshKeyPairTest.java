package io.jenkins.plugins.webpaas.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.LosableProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Security;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in a JVM with Bouncy Castle, whose classes a closed channel can make unusable. */
class SshKeyPairTest {
    private static final byte[] DATA = {1, 2, 3};
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100"); // RFC 8410
    private static final String[] SERVICES = {"KeyPairGenerator.Ed25519", "KeyFactory.Ed25519", "Signature.Ed25519"};

    @TempDir
    private Path directory;

    @Test
    void signsAfterBouncyCastleIsLost() throws Exception {
        try (LosableProvider bouncyCastle = last()) {
            SshKeyPair key = SshKeyPair.generate();
            assertSigns(key);

            bouncyCastle.lose();

            assertSigns(key);
            assertSigns(key);
        }
    }

    @Test
    void signsAfterBouncyCastleIsRemoved() throws Exception {
        SshKeyPair key;
        try (LosableProvider bouncyCastle = last()) {
            key = SshKeyPair.generate();
        }
        assertSigns(key);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isGeneratedWithoutUsableBouncyCastle(boolean isFirst) throws Exception {
        try (LosableProvider bouncyCastle = isFirst ? LosableProvider.install(1, SERVICES) : last()) {
            bouncyCastle.lose();

            assertSigns(SshKeyPair.generate());
        }
    }

    @Test
    void keysHaveFingerprintsWithoutUsableBouncyCastle() {
        byte[] key = SshKeyPair.generate().publicBlob();
        String fingerprint = SshKeyPair.fingerprint(key);
        try (LosableProvider bouncyCastle = LosableProvider.install(1, "MessageDigest.SHA-256")) {
            bouncyCastle.lose();

            assertThat(SshKeyPair.fingerprint(key)).isEqualTo(fingerprint);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ssh-ed25519",
                "ssh-rsa KEY jenkins",
                "ssh-ed25519 KEY",
                "ssh-ed25519 KEYA jenkins",
                "KEY",
                "ssh-ed25519 KEY jenkins\n",
                "ssh-ed25519 KEY jenkins\nx",
                "ssh-ed25519 KEY jenkins x",
                " ssh-ed25519 KEY x"
            })
    void anotherTextIsNoPublicKey(String text) {
        SshKeyPair key = SshKeyPair.generate();

        assertThat(SshKeyPair.isPublicLine(key.publicLine("jenkins"))).isTrue();
        assertThat(SshKeyPair.isPublicLine(key.publicLine("webpaas-jenkins"))).isTrue();
        assertThat(SshKeyPair.isPublicLine(
                        text.replace("KEY", key.publicLine("x").split(" ")[1])))
                .isFalse();
        assertThat(SshKeyPair.isPublicLine(null)).isFalse();
    }

    /** The length of the comment determines the number of padding bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"", "1", "12", "123", "1234", "12345", "123456", "1234567"})
    void opensshReadsThePrivateFileWhateverItsComment(String comment) throws Exception {
        SshKeyPair key = SshKeyPair.generate();
        Path file = Files.writeString(directory.resolve("id"), key.privateFile(comment));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(Command.of("ssh-keygen", "-y", "-f", file.toString()).output())
                .isEqualTo((key.publicLine(comment) + "\n").replace(" \n", "\n"));
    }

    /** OpenSSH's format has the public key alone, with the private key, and as the second half of the private key. */
    @Test
    void thePrivateFileHasThePublicKeyInEachOfItsPlaces() {
        SshKeyPair key = SshKeyPair.generate();
        String lines = key.privateFile("x").replaceAll("-----[^\n]*-----|\n", "");
        String file = HexFormat.of().formatHex(Base64.getDecoder().decode(lines));
        byte[] blob = key.publicBlob();
        String raw = HexFormat.of().formatHex(blob, blob.length - 32, blob.length);

        assertThat(file.split(raw, -1)).hasSize(4);
    }

    private static LosableProvider last() {
        return LosableProvider.install(Security.getProviders().length + 1, SERVICES);
    }

    /** Verifies the signature with the JDK. */
    private static void assertSigns(SshKeyPair key) throws Exception {
        SshReader signature = new SshReader(key.sign(DATA));
        assertThat(signature.readText()).isEqualTo("ssh-ed25519");
        SshReader blob =
                new SshReader(Base64.getDecoder().decode(key.publicLine("x").split(" ")[1]));
        blob.readText();
        byte[] raw = blob.readString();
        byte[] encoded = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + raw.length);
        System.arraycopy(raw, 0, encoded, ED25519_PREFIX.length, raw.length);
        Signature verifier = Signature.getInstance("Ed25519", "SunEC");
        verifier.initVerify(KeyFactory.getInstance("Ed25519", "SunEC").generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update(DATA);
        assertThat(verifier.verify(signature.readString())).isTrue();
    }
}
