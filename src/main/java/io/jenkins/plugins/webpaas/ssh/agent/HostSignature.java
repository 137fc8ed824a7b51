package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.ssh.JdkProvider;
import io.jenkins.plugins.webpaas.ssh.MalformedSshDataException;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
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
            "ecdsa-sha2-nistp256", "SHA256withECDSA",
            "ecdsa-sha2-nistp384", "SHA384withECDSA",
            "ecdsa-sha2-nistp521", "SHA512withECDSA");

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
            if (!ALGORITHMS.containsKey(algorithm)
                    || !keyType.equals(algorithm.startsWith("rsa-") ? "ssh-rsa" : algorithm)) {
                return false;
            }
            String name = ALGORITHMS.get(algorithm);
            Signature verifier = Signature.getInstance(name, JdkProvider.of("Signature." + name));
            verifier.initVerify(publicKey(keyType, key));
            verifier.update(data);
            return verifier.verify(algorithm.startsWith("ecdsa-") ? der(new SshReader(value)) : value);
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

    /** Converts SSH's pair of numbers (RFC 5656, section 3.1.2) to the form that the JDK reads: SEQUENCE { r, s }. */
    private static byte[] der(SshReader in) {
        ByteArrayOutputStream numbers = new ByteArrayOutputStream();
        for (int i = 0; i < 2; i++) {
            byte[] number = in.readString();
            derHeader(numbers, 0x02, number.length);
            numbers.writeBytes(number);
        }
        ByteArrayOutputStream sequence = new ByteArrayOutputStream();
        derHeader(sequence, 0x30, numbers.size());
        sequence.writeBytes(numbers.toByteArray());
        return sequence.toByteArray();
    }

    private static void derHeader(ByteArrayOutputStream out, int tag, int length) {
        if (length > 255) {
            throw new MalformedSshDataException("a number of " + length + " bytes");
        }
        out.write(tag);
        if (length > 127) {
            out.write(0x81);
        }
        out.write(length);
    }
}
