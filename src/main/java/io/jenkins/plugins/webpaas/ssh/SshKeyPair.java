package io.jenkins.plugins.webpaas.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * An Ed25519 key pair with the encodings of OpenSSH (RFC 8709). The class is not serializable, so that the private key never leaves
 * the memory of its JVM.
 */
public final class SshKeyPair {
    public static final String TYPE = "ssh-ed25519";

    /** The JDK's name of the algorithm. */
    private static final String ALGORITHM = "Ed25519";

    /** Length of a raw Ed25519 key, public or private, in bytes. An encoded key ends with the raw key (RFC 8410). */
    private static final int RAW_LENGTH = 32;

    /** The form of {@link #publicLine}. All Ed25519 keys have the same length. */
    private static final Pattern PUBLIC_LINE = Pattern.compile(TYPE + " [A-Za-z0-9+/]{68} [a-z-]{1,32}");

    private final byte[] rawPublic;
    private final PrivateKey privateKey;
    private final Signer jdkSigner;

    /** Uses Bouncy Castle as long as that works, since it signs many times as fast as the JDK. */
    private volatile Signer signer;

    private SshKeyPair(KeyPair pair) throws GeneralSecurityException {
        rawPublic = tail(pair.getPublic().getEncoded());
        privateKey = pair.getPrivate();
        jdkSigner = new Signer(privateKey, JdkProvider.of("Signature." + ALGORITHM));
        Signer faster = Signer.ofBouncyCastle(privateKey);
        signer = faster == null ? jdkSigner : faster;
    }

    /** Returns the reason why this Java cannot generate a key pair, and the way out; null if there is no obstacle. */
    public static String obstacle() {
        try {
            JdkProvider.of("KeyPairGenerator." + ALGORITHM);
            JdkProvider.of("Signature." + ALGORITHM);
            return null;
        } catch (GeneralSecurityException e) {
            return "The Java in " + System.getProperty("java.home") + " has no Ed25519, the algorithm of session keys."
                    + " This Java is restricted, for example to FIPS 140. Start it with the JDK's provider SunEC in its list of"
                    + " security providers, or run the build on another node";
        }
    }

    /** Generates a key pair with the JDK. Call only if there is no {@link #obstacle}. */
    public static SshKeyPair generate() {
        try {
            Provider provider = JdkProvider.of("KeyPairGenerator." + ALGORITHM);
            return new SshKeyPair(
                    KeyPairGenerator.getInstance(ALGORITHM, provider).generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no Ed25519, which every Java from 15 on has", e);
        }
    }

    /** Returns the public key in the encoding of the SSH protocol (RFC 8709, section 4). */
    public byte[] publicBlob() {
        return publicBlob(rawPublic);
    }

    static byte[] publicBlob(byte[] rawPublic) {
        return new SshWriter().writeText(TYPE).writeString(rawPublic).toByteArray();
    }

    /** Returns the fingerprint of a key in the encoding of the SSH protocol, as OpenSSH prints it: {@code SHA256:…}. */
    public static String fingerprint(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256", JdkProvider.of("MessageDigest.SHA-256"))
                    .digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the public key as a line of {@code authorized_keys}, without a line end. */
    public String publicLine(String comment) {
        return TYPE + " " + Base64.getEncoder().encodeToString(publicBlob()) + " " + comment;
    }

    /** Tells whether a text has the form of {@link #publicLine}; false for null. */
    public static boolean isPublicLine(String text) {
        return text != null && PUBLIC_LINE.matcher(text).matches();
    }

    /** Returns the signature of {@code data} in the encoding of the SSH protocol (RFC 8709, section 6). */
    public byte[] sign(byte[] data) {
        return new SshWriter().writeText(TYPE).writeString(signature(data)).toByteArray();
    }

    private byte[] signature(byte[] data) {
        Signer current = signer;
        try {
            return current.sign(data);
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            if (current == jdkSigner) {
                throw new IllegalStateException("The key cannot sign", e);
            }
            signer = jdkSigner; // Bouncy Castle's classes came over a channel that is closed now
            return signature(data);
        }
    }

    /** Returns the private key in OpenSSH's file format, without a passphrase (OpenSSH, PROTOCOL.key). */
    public String privateFile(String comment) {
        byte[] seed = tail(privateKey.getEncoded());
        int check = Arrays.hashCode(rawPublic);
        SshWriter secret = new SshWriter()
                .writeUint32(check)
                .writeUint32(check)
                .writeRaw(publicBlob())
                .writeString(new SshWriter().writeRaw(seed).writeRaw(rawPublic).toByteArray())
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

    private record Signer(PrivateKey key, Provider provider) {

        /** Returns a signer that uses the JVM's Bouncy Castle; null if the JVM has none that works. */
        static Signer ofBouncyCastle(PrivateKey key) {
            Provider provider = Security.getProvider("BC");
            if (provider == null) {
                return null;
            }
            try {
                Signer signer = new Signer(
                        KeyFactory.getInstance(ALGORITHM, provider)
                                .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded())),
                        provider);
                signer.sign(new byte[0]);
                return signer;
            } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
                return null;
            }
        }

        byte[] sign(byte[] data) throws GeneralSecurityException {
            Signature signature = Signature.getInstance(ALGORITHM, provider);
            signature.initSign(key);
            signature.update(data);
            return signature.sign();
        }
    }
}
