package io.jenkins.plugins.webpaas.ssh;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Fingerprints of keys, as OpenSSH prints them: {@code SHA256:…}. */
public final class Fingerprint {
    private static final String SHA_256 = "SHA-256";

    private Fingerprint() {}

    /** @param key in the encoding of the SSH protocol */
    public static String of(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance(SHA_256, JdkProvider.of("MessageDigest." + SHA_256))
                    .digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
