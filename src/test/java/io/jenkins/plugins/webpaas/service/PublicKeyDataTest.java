package io.jenkins.plugins.webpaas.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.ssh.SshWriter;
import io.jenkins.plugins.webpaas.support.Command;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests unusual keys, and compares each result with that of OpenSSH. */
class PublicKeyDataTest {
    /** Prime and second coefficient of P-256 (FIPS 186-5, SP 800-186). */
    private static final BigInteger P =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

    private static final BigInteger B =
            new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

    @TempDir
    private Path directory;

    /** The prime is 0 modulo itself, and 0 is the abscissa of a point of the curve. */
    @Test
    void aCoordinateIsLessThanThePrime() throws Exception {
        BigInteger y = B.modPow(P.add(BigInteger.ONE).shiftRight(2), P);

        assertIsKey("ecdsa-sha2-nistp256", ecdsa(P, y), false);
    }

    @ParameterizedTest
    @CsvSource({"1023,false", "1024,true", "16384,true", "16385,false"})
    void anRsaKeyIsAsLongAsOpenSshTakesIt(int bits, boolean expected) throws Exception {
        assertIsKey("ssh-rsa", rsa(BigInteger.valueOf(65_537), modulus(bits)), expected);
    }

    @Test
    void aModulusIsPositive() throws Exception {
        assertIsKey("ssh-rsa", rsa(BigInteger.valueOf(65_537), modulus(2048).negate()), false);
    }

    @Test
    void anExponentIsPositive() {
        for (BigInteger exponent : List.of(BigInteger.ZERO, BigInteger.valueOf(-3))) {
            assertThat(PublicKeyData.isKey("ssh-rsa", rsa(exponent, modulus(2048))))
                    .isFalse();
        }
    }

    /** OpenSSH lists a key without an exponent, although the key cannot verify a signature. */
    @Test
    void numbersHaveBytes() {
        byte[] modulus = modulus(2048).toByteArray();
        byte[] exponent = {3};

        assertThat(PublicKeyData.isKey("ssh-rsa", rsa(new byte[0], modulus))).isFalse();
        assertThat(PublicKeyData.isKey("ssh-rsa", rsa(exponent, new byte[0]))).isFalse();
        assertThat(PublicKeyData.isKey("ssh-rsa", rsa(exponent, modulus))).isTrue();
    }

    /** An uncompressed point has one byte and two coordinates. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 33, 64, 66, 67})
    void aPointHasItsLength(int length) throws Exception {
        byte[] point = new byte[length];
        if (length > 0) {
            point[0] = 4;
        }

        assertIsKey("ecdsa-sha2-nistp256", ecdsa(point), false);
    }

    private static BigInteger modulus(int bits) {
        return BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
    }

    private static byte[] rsa(BigInteger exponent, BigInteger modulus) {
        return rsa(exponent.toByteArray(), modulus.toByteArray());
    }

    private static byte[] rsa(byte[] exponent, byte[] modulus) {
        return new SshWriter()
                .writeText("ssh-rsa")
                .writeString(exponent)
                .writeString(modulus)
                .toByteArray();
    }

    private static byte[] ecdsa(BigInteger x, BigInteger y) {
        byte[] point = new SshWriter()
                .writeByte(4)
                .writeRaw(coordinate(x))
                .writeRaw(coordinate(y))
                .toByteArray();
        return ecdsa(point);
    }

    private static byte[] ecdsa(byte[] point) {
        return new SshWriter()
                .writeText("ecdsa-sha2-nistp256")
                .writeText("nistp256")
                .writeString(point)
                .toByteArray();
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[32];
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, padded, 32 - length, length);
        return padded;
    }

    private void assertIsKey(String type, byte[] data, boolean expected) throws Exception {
        Path file = directory.resolve("key.pub");
        Files.writeString(file, type + " " + Base64.getEncoder().encodeToString(data) + "\n");
        Command.Result openSsh =
                Command.of("ssh-keygen", "-l", "-f", file.toString()).run();

        assertThat(openSsh.exit() == 0).as("OpenSSH: %s", openSsh.output()).isEqualTo(expected);
        assertThat(PublicKeyData.isKey(type, data)).isEqualTo(expected);
    }
}
