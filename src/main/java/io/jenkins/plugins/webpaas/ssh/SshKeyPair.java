package io.jenkins.plugins.webpaas.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * An Ed25519 key pair in the forms that OpenSSH knows (RFC 8709). Not serializable, so that the private key stays in the
 * memory in which it was born.
 */
public final class SshKeyPair {
    public static final String TYPE = "ssh-ed25519";

    /** Length of a raw Ed25519 key, public or private, in bytes. Encoded keys end with it (RFC 8410). */
    private static final int RAW_LENGTH = 32;

    private final byte[] rawPublic;
    private final PrivateKey privateKey;
    private final Signer signer;

    private SshKeyPair(KeyPair pair) {
        rawPublic = tail(pair.getPublic().getEncoded());
        privateKey = pair.getPrivate();
        signer = Signer.fastest(privateKey);
    }

    /** A new key pair, from the JDK. */
    public static SshKeyPair generate() {
        try {
            return new SshKeyPair(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no Ed25519, which every Java from 15 on has", e);
        }
    }

    /** The public key as it stands in the SSH protocol (RFC 8709, section 4). */
    public byte[] publicBlob() {
        return publicBlob(rawPublic);
    }

    static byte[] publicBlob(byte[] rawPublic) {
        return new SshWriter().writeText(TYPE).writeString(rawPublic).toByteArray();
    }

    /** The public key as a line of {@code authorized_keys}, without a line end. */
    public String publicLine(String comment) {
        return TYPE + " " + Base64.getEncoder().encodeToString(publicBlob()) + " " + comment;
    }

    /** The signature of {@code data} as it stands in the SSH protocol (RFC 8709, section 6). */
    public byte[] sign(byte[] data) {
        try {
            return new SshWriter()
                    .writeText(TYPE)
                    .writeString(signer.sign(data))
                    .toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key cannot sign", e);
        }
    }

    /** The private key in OpenSSH's own file format, without a passphrase (OpenSSH, PROTOCOL.key). */
    public String privateFile(String comment) {
        byte[] seed = tail(privateKey.getEncoded());
        int check = Arrays.hashCode(rawPublic);
        SshWriter secret = new SshWriter()
                .writeUint32(check)
                .writeUint32(check)
                .writeRaw(publicBlob())
                .writeString(concat(seed, rawPublic))
                .writeText(comment);
        for (int pad = 1; secret.toByteArray().length % 8 != 0; pad++) {
            secret.writeByte(pad);
        }
        byte[] file = new SshWriter()
                .writeRaw("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII))
                .writeText("none")
                .writeText("none")
                .writeText("")
                .writeUint32(1)
                .writeString(publicBlob())
                .writeString(secret.toByteArray())
                .toByteArray();
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(file)
                + "\n-----END OPENSSH PRIVATE KEY-----\n";
    }

    @Override
    public String toString() {
        return publicLine("(private key not shown)");
    }

    private static byte[] tail(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - RAW_LENGTH, encoded.length);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private record Signer(PrivateKey key, Provider provider) {

        /** With Bouncy Castle where the JVM has it installed, for it signs many times as fast as the JDK; else with the JDK. */
        static Signer fastest(PrivateKey key) {
            Provider bouncyCastle = Security.getProvider("BC");
            if (bouncyCastle != null) {
                try {
                    Signer signer = new Signer(
                            KeyFactory.getInstance("Ed25519", bouncyCastle)
                                    .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded())),
                            bouncyCastle);
                    signer.sign(new byte[0]);
                    return signer;
                } catch (GeneralSecurityException e) {
                    // An old or restricted build of it: the JDK serves.
                }
            }
            return new Signer(key, null);
        }

        byte[] sign(byte[] data) throws GeneralSecurityException {
            Signature signature =
                    provider == null ? Signature.getInstance("Ed25519") : Signature.getInstance("Ed25519", provider);
            signature.initSign(key);
            signature.update(data);
            return signature.sign();
        }
    }
}
