package io.jenkins.plugins.webpaas.standin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;

/** Identifiers in the service's forms. */
final class Ids {
    private static final String BASE_32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** A new id, as activities and backups have it. */
    static String fresh() {
        byte[] bytes = new byte[9];
        RANDOM.nextBytes(bytes);
        return base32(bytes).substring(0, 13);
    }

    /** {@code feature/x} becomes {@code feature-x-} and seven characters (protocol, "Projects and environments"). */
    static String machineName(String environment) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(environment.getBytes(StandardCharsets.UTF_8));
            String slug = environment.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            return slug + "-" + base32(Arrays.copyOf(hash, 4));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int buffer = 0;
        for (byte b : bytes) {
            buffer = buffer << 8 | b & 0xff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE_32.charAt(buffer >> bits & 31));
            }
        }
        if (bits > 0) {
            text.append(BASE_32.charAt(buffer << 5 - bits & 31));
        }
        return text.toString();
    }
}
