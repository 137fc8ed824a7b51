package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.ssh.JdkProvider;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** Verifies the signatures of SSH host keys: Ed25519 (RFC 8709), RSA with SHA-2 (RFC 8332), ECDSA (RFC 5656). */
final class HostSignature {
    /** The accepted length of a host key, in bytes; keys in use are shorter. */
    private static final int MAX_KEY_LENGTH = 4096;

    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100"); // RFC 8410

    private static final Map<String, String> ALGORITHMS = Map.of(
            "ssh-ed25519", "Ed25519",
            "rsa-sha2-256", "SHA256withRSA",
            "rsa-sha2-512", "SHA512withRSA",
            "ecdsa-sha2-nistp256", "SHA256withECDSAinP1363Format",
            "ecdsa-sha2-nistp384", "SHA384withECDSAinP1363Format",
            "ecdsa-sha2-nistp521", "SHA512withECDSAinP1363Format");

    private HostSignature() {}

    /** Tells whether a signature is valid; false also if the key or the signature is malformed or of an unknown type. */
    static boolean verify(byte[] hostKey, byte[] data, byte[] signature) {
        if (hostKey.length > MAX_KEY_LENGTH) {
            return false;
        }
        try {
            SshReader key = new SshReader(hostKey);
            String keyType = key.readText();
            SshReader signed = new SshReader(signature);
            String algorithm = signed.readText();
            byte[] value = signed.readString();
            String name = ALGORITHMS.get(algorithm);
            if (name == null || !keyType.equals(algorithm.startsWith("rsa-") ? "ssh-rsa" : algorithm)) {
                return false;
            }
            Signature verifier = Signature.getInstance(name, JdkProvider.of("Signature." + name));
            verifier.initVerify(publicKey(keyType, key));
            verifier.update(data);
            return verifier.verify(algorithm.startsWith("ecdsa-") ? pair(new SshReader(value)) : value);
        } catch (GeneralSecurityException
                | RuntimeException e) { // providers throw various exceptions for absurd numbers
            return false;
        }
    }

    private static PublicKey publicKey(String type, SshReader in) throws GeneralSecurityException {
        return switch (type) {
            case "ssh-ed25519" -> {
                byte[] raw = in.readString();
                byte[] encoded = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + raw.length);
                System.arraycopy(raw, 0, encoded, ED25519_PREFIX.length, raw.length);
                yield keyFactory("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            }
            case "ssh-rsa" -> {
                BigInteger exponent = new BigInteger(in.readString());
                yield keyFactory("RSA").generatePublic(new RSAPublicKeySpec(new BigInteger(in.readString()), exponent));
            }
            default -> {
                AlgorithmParameters curve =
                        AlgorithmParameters.getInstance("EC", JdkProvider.of("AlgorithmParameters.EC"));
                curve.init(new ECGenParameterSpec(in.readText().replaceFirst("nistp(\\d+)", "secp$1r1")));
                yield keyFactory("EC")
                        .generatePublic(new ECPublicKeySpec(
                                point(in.readString()), curve.getParameterSpec(ECParameterSpec.class)));
            }
        };
    }

    private static KeyFactory keyFactory(String algorithm) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm, JdkProvider.of("KeyFactory." + algorithm));
    }

    /** Reads a point in the uncompressed form, the only form that SSH uses (SEC 1, section 2.3.3). */
    private static ECPoint point(byte[] q) throws SignatureException {
        if (q.length < 3 || q[0] != 4 || q.length % 2 != 1) {
            throw new SignatureException("no uncompressed point");
        }
        int middle = 1 + q.length / 2;
        return new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(q, 1, middle)),
                new BigInteger(1, Arrays.copyOfRange(q, middle, q.length)));
    }

    /** Converts SSH's pair of numbers (RFC 5656, section 3.1.2) to two numbers of one length, as the JDK reads them (IEEE P1363). */
    private static byte[] pair(SshReader in) {
        byte[] r = withoutSign(in.readString());
        byte[] s = withoutSign(in.readString());
        int length = Math.max(r.length, s.length);
        return ByteBuffer.allocate(2 * length)
                .position(length - r.length)
                .put(r)
                .position(2 * length - s.length)
                .put(s)
                .array();
    }

    private static byte[] withoutSign(byte[] number) {
        return number.length > 0 && number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }
}
