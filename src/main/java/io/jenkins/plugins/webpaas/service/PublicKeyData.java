package io.jenkins.plugins.webpaas.service;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks public keys as OpenSSH does when it reads them (RFC 4253, section 6.6; RFC 5656, section 3.1; RFC 8709, section 4). */
final class PublicKeyData {
    private static final int ED25519_BYTES = 32;
    private static final int LEAST_RSA_BITS = 1024;
    private static final int MOST_RSA_BITS = 16_384;
    private static final Pattern ECDSA = Pattern.compile("ecdsa-sha2-(nistp(256|384|521))");

    private PublicKeyData() {}

    /** Tells whether a key is well-formed, and of a type that OpenSSH uses for hosts. */
    static boolean isKey(String type, byte[] data) {
        List<byte[]> fields = fields(data);
        if (fields.isEmpty() || !text(fields.get(0)).equals(type)) {
            return false;
        }
        Matcher ecdsa = ECDSA.matcher(type);
        if (ecdsa.matches()) {
            return fields.size() == 3
                    && text(fields.get(1)).equals(ecdsa.group(1))
                    && isPoint(fields.get(2), "secp" + ecdsa.group(2) + "r1");
        }
        return switch (type) {
            case "ssh-ed25519" -> fields.size() == 2 && fields.get(1).length == ED25519_BYTES;
            case "ssh-rsa" -> fields.size() == 3 && isRsa(fields.get(1), fields.get(2));
            default -> false;
        };
    }

    /** Returns the type that a key names; empty if the data is no key. */
    static String type(byte[] data) {
        return fields(data).stream().findFirst().map(PublicKeyData::text).orElse("");
    }

    /** Splits a key into its strings (RFC 4251, section 5); none if bytes are left over or missing. */
    private static List<byte[]> fields(byte[] data) {
        List<byte[]> fields = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(data);
        while (buffer.hasRemaining()) {
            int length = buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt();
            if (length < 0 || length > buffer.remaining()) {
                return List.of();
            }
            byte[] field = new byte[length];
            buffer.get(field);
            fields.add(field);
        }
        return fields;
    }

    private static String text(byte[] field) {
        return new String(field, StandardCharsets.US_ASCII);
    }

    private static boolean isRsa(byte[] exponent, byte[] modulus) {
        if (exponent.length == 0 || modulus.length == 0) {
            return false;
        }
        BigInteger number = new BigInteger(modulus);
        return number.signum() > 0
                && number.bitLength() >= LEAST_RSA_BITS
                && number.bitLength() <= MOST_RSA_BITS
                && new BigInteger(exponent).signum() > 0;
    }

    /** Tells whether a point is on its curve. As in OpenSSH, only the uncompressed form is valid (SEC 1, section 2.3.3). */
    private static boolean isPoint(byte[] point, String curveName) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(curveName));
            ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
            BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
            int bytes = (p.bitLength() + Byte.SIZE - 1) / Byte.SIZE;
            if (point.length != 1 + 2 * bytes || point[0] != 4) {
                return false;
            }
            BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + bytes));
            BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + bytes, point.length));
            BigInteger right = x.pow(3)
                    .add(curve.getCurve().getA().multiply(x))
                    .add(curve.getCurve().getB());
            return x.compareTo(p) < 0
                    && y.compareTo(p) < 0
                    && y.pow(2).subtract(right).mod(p).signum() == 0;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no elliptic curves", e);
        }
    }
}
