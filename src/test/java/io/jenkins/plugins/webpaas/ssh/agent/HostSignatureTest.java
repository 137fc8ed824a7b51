package io.jenkins.plugins.webpaas.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of host keys, created by the JDK, in the encoding of RFC 8709, 8332 and 5656. */
class HostSignatureTest {
    private static final byte[] DATA = "the session of a login".getBytes(StandardCharsets.UTF_8);

    /** Number of ECDSA signatures that is enough for both forms of each number: half of the numbers begin with a zero. */
    private static final int ROUNDS = 10;

    private static final KeyPair RSA = rsa();
    private static final KeyPair OTHER_RSA = rsa();

    @Test
    void ofEd25519() {
        SshKeyPair key = SshKeyPair.generate();

        assertIsVerified(key.publicBlob(), key.sign(DATA), SshKeyPair.generate().publicBlob());
    }

    @ParameterizedTest
    @CsvSource({"rsa-sha2-256,SHA256withRSA", "rsa-sha2-512,SHA512withRSA"})
    void ofRsaWithSha2(String algorithm, String name) throws Exception {
        assertIsVerified(blob(RSA), rsaSignature(RSA, algorithm, name), blob(OTHER_RSA));
    }

    /** RFC 8332, section 3: RSA keys have one type, and the signature names the hash. */
    @Test
    void rsaWithSha1IsRefused() throws Exception {
        assertThat(HostSignature.verify(blob(RSA), DATA, rsaSignature(RSA, "ssh-rsa", "SHA1withRSA")))
                .isFalse();
        assertThat(HostSignature.verify(blob(RSA), DATA, rsaSignature(RSA, "rsa-sha2-512", "SHA256withRSA")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"256,SHA256withECDSA", "384,SHA384withECDSA", "521,SHA512withECDSA"})
    void ofEcdsa(int bits, String name) throws Exception {
        KeyPair pair = ec(bits);
        byte[] other = ecdsaBlob(bits, (ECPublicKey) ec(bits).getPublic());
        for (int i = 0; i < ROUNDS; i++) {
            byte[] der = sign(pair, name);

            assertIsVerified(ecdsaBlob(bits, (ECPublicKey) pair.getPublic()), ecdsaSignature(bits, der), other);
        }
    }

    @Test
    void theTypeOfTheKeyIsThatOfTheSignature() throws Exception {
        KeyPair pair = ec(256);
        byte[] signature = ecdsaSignature(256, sign(pair, "SHA256withECDSA"));
        byte[] other = new SshWriter()
                .writeText("ecdsa-sha2-nistp384")
                .writeText("nistp256")
                .writeString(point(256, (ECPublicKey) pair.getPublic()))
                .toByteArray();

        assertThat(HostSignature.verify(other, DATA, signature)).isFalse();
        SshKeyPair key = SshKeyPair.generate();
        assertThat(HostSignature.verify(renamed(key.publicBlob(), "ssh-rsa"), DATA, key.sign(DATA)))
                .isFalse();
        assertThat(HostSignature.verify(
                        renamed(key.publicBlob(), "ssh-xmss"), DATA, renamed(key.sign(DATA), "ssh-xmss")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 5, 6, 255})
    void anotherFormOfAPointIsRefused(int form) throws Exception {
        KeyPair pair = ec(256);
        byte[] signature = ecdsaSignature(256, sign(pair, "SHA256withECDSA"));
        byte[] point = point(256, (ECPublicKey) pair.getPublic());
        point[0] = (byte) form;

        assertThat(HostSignature.verify(ecdsaBlob(256, point), DATA, signature)).isFalse();
    }

    /** A leading zero in an ordinate does not change the number. */
    @Test
    void aPointHasTwoOrdinatesOfTheSameLength() throws Exception {
        KeyPair pair = ec(256);
        byte[] signature = ecdsaSignature(256, sign(pair, "SHA256withECDSA"));
        byte[] point = point(256, (ECPublicKey) pair.getPublic());

        byte[] longer = new byte[point.length + 1];
        longer[0] = 4;
        System.arraycopy(point, 1, longer, 2, point.length - 1);
        assertThat(HostSignature.verify(ecdsaBlob(256, longer), DATA, signature))
                .isFalse();
        for (int length = 0; length < 4; length++) {
            assertThat(HostSignature.verify(ecdsaBlob(256, Arrays.copyOf(point, length)), DATA, signature))
                    .isFalse();
        }
    }

    @Test
    void aKeyOfMoreThanFourKibibytesIsRefused() {
        SshKeyPair key = SshKeyPair.generate();
        byte[] blob = key.publicBlob();

        assertThat(HostSignature.verify(Arrays.copyOf(blob, 4096), DATA, key.sign(DATA)))
                .as("bytes after the key are ignored")
                .isTrue();
        assertThat(HostSignature.verify(Arrays.copyOf(blob, 4097), DATA, key.sign(DATA)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256, 1000})
    void numbersOfAnAbsurdLengthAreRefused(int length) throws Exception {
        byte[] number = new byte[length];
        number[length - 1] = 1;
        byte[] numbers = new SshWriter().writeString(number).writeString(number).toByteArray();
        byte[] signature = new SshWriter()
                .writeText("ecdsa-sha2-nistp256")
                .writeString(numbers)
                .toByteArray();

        assertThat(HostSignature.verify(ecdsaBlob(256, (ECPublicKey) ec(256).getPublic()), DATA, signature))
                .isFalse();
    }

    @Test
    void malformedKeysAndSignaturesAreRefused() {
        SshKeyPair key = SshKeyPair.generate();
        byte[] signature = key.sign(DATA);

        for (int length = 0; length < signature.length; length++) {
            assertThat(HostSignature.verify(key.publicBlob(), DATA, Arrays.copyOf(signature, length)))
                    .isFalse();
        }
        for (int length = 0; length < key.publicBlob().length; length++) {
            assertThat(HostSignature.verify(Arrays.copyOf(key.publicBlob(), length), DATA, signature))
                    .isFalse();
        }
    }

    private static void assertIsVerified(byte[] key, byte[] signature, byte[] otherKey) {
        assertThat(HostSignature.verify(key, DATA, signature)).isTrue();
        assertThat(HostSignature.verify(otherKey, DATA, signature)).isFalse();
        assertThat(HostSignature.verify(key, Arrays.copyOf(DATA, DATA.length - 1), signature))
                .isFalse();
        byte[] changed = signature.clone();
        changed[changed.length - 1] ^= 1;
        assertThat(HostSignature.verify(key, DATA, changed)).isFalse();
    }

    private static byte[] renamed(byte[] value, String type) {
        SshReader in = new SshReader(value);
        in.readText();
        return new SshWriter().writeText(type).writeString(in.readString()).toByteArray();
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] blob(KeyPair pair) {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return new SshWriter()
                .writeText("ssh-rsa")
                .writeString(key.getPublicExponent().toByteArray())
                .writeString(key.getModulus().toByteArray())
                .toByteArray();
    }

    private static byte[] rsaSignature(KeyPair pair, String algorithm, String name) throws GeneralSecurityException {
        return new SshWriter()
                .writeText(algorithm)
                .writeString(sign(pair, name))
                .toByteArray();
    }

    private static KeyPair ec(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static byte[] sign(KeyPair pair, String name) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name);
        signature.initSign(pair.getPrivate());
        signature.update(DATA);
        return signature.sign();
    }

    private static byte[] ecdsaBlob(int bits, ECPublicKey key) {
        return ecdsaBlob(bits, point(bits, key));
    }

    private static byte[] ecdsaBlob(int bits, byte[] point) {
        return new SshWriter()
                .writeText("ecdsa-sha2-nistp" + bits)
                .writeText("nistp" + bits)
                .writeString(point)
                .toByteArray();
    }

    private static byte[] point(int bits, ECPublicKey key) {
        int length = (bits + 7) / 8;
        return new SshWriter()
                .writeByte(4)
                .writeRaw(padded(key.getW().getAffineX().toByteArray(), length))
                .writeRaw(padded(key.getW().getAffineY().toByteArray(), length))
                .toByteArray();
    }

    private static byte[] padded(byte[] number, int length) {
        byte[] padded = new byte[length];
        int copied = Math.min(length, number.length);
        System.arraycopy(number, number.length - copied, padded, length - copied, copied);
        return padded;
    }

    /** Converts the JDK's form: SEQUENCE { r, s }. */
    private static byte[] ecdsaSignature(int bits, byte[] der) {
        ByteBuffer in = ByteBuffer.wrap(der).position(der[1] == (byte) 0x81 ? 3 : 2);
        byte[] r = number(in);
        byte[] numbers = new SshWriter().writeString(r).writeString(number(in)).toByteArray();
        return new SshWriter()
                .writeText("ecdsa-sha2-nistp" + bits)
                .writeString(numbers)
                .toByteArray();
    }

    private static byte[] number(ByteBuffer der) {
        der.get(); // tag
        byte[] number = new byte[der.get()];
        der.get(number);
        return number;
    }
}
