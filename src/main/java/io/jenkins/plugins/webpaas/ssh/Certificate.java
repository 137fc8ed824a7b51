package io.jenkins.plugins.webpaas.ssh;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An OpenSSH user certificate for an Ed25519 key (OpenSSH, PROTOCOL.certkeys).
 *
 * @param blob the whole certificate in the encoding of the SSH protocol
 * @param rawPublic the public key that the certifier signed, 32 bytes
 * @param type 1 for a user certificate, 2 for a host certificate
 * @param keyId the certifier's name for the holder: the user's id (protocol, "SSH certificates")
 * @param extensions extensions by name; an extension whose value is not text is left out
 */
public record Certificate(
        byte[] blob,
        byte[] rawPublic,
        int type,
        String keyId,
        Instant validAfter,
        Instant validBefore,
        Map<String, String> extensions) {

    public static final String KEY_TYPE = "ssh-ed25519-cert-v01@openssh.com";

    private static final String CHECK_THE_URL = ". Check the certifier URL of the service in the global configuration";
    private static final int USER = 1;
    private static final Instant FOREVER = Instant.parse("9999-12-31T00:00:00Z");

    /** The accepted difference between the clocks of the certifier and of this machine. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /** The longest use of one certificate. It bounds the life of an SSH agent that is never closed. */
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);

    /** Time between the renewal and the end of a certificate, as in the vendor's CLI (protocol, "When to renew"). */
    private static final Duration STALE_BEFORE_END = Duration.ofMinutes(2);

    /**
     * Reads the certifier's answer: one line with type, base64 and an optional comment.
     *
     * @throws InvalidCertificateException if the line is no Ed25519 certificate
     */
    public static Certificate parse(String line) throws InvalidCertificateException {
        String[] parts = line.trim().split("\\s+");
        if (parts.length < 2 || !parts[0].equals(KEY_TYPE)) {
            throw new InvalidCertificateException(
                    "The certifier did not answer with a certificate of type " + KEY_TYPE + CHECK_THE_URL);
        }
        try {
            return parse(Base64.getDecoder().decode(parts[1]));
        } catch (IllegalArgumentException | MalformedSshDataException e) {
            throw new InvalidCertificateException(
                    "The certifier's certificate cannot be read: " + e.getMessage() + CHECK_THE_URL);
        }
    }

    private static Certificate parse(byte[] blob) {
        SshReader in = new SshReader(blob);
        if (!in.readText().equals(KEY_TYPE)) {
            throw new MalformedSshDataException("its content is of another type than its name");
        }
        in.readString(); // nonce
        byte[] rawPublic = in.readString();
        in.readUint64(); // serial
        int type = (int) in.readUint32();
        String keyId = in.readText();
        in.readString(); // principals, which the server checks
        Instant validAfter = instant(in.readUint64());
        Instant validBefore = instant(in.readUint64());
        in.readString(); // critical options, which the server checks
        return new Certificate(blob, rawPublic, type, keyId, validAfter, validBefore, extensions(in.readString()));
    }

    /** @param seconds since 1970, unsigned; 2⁶⁴ − 1 stands for "forever" */
    private static Instant instant(long seconds) {
        return Long.compareUnsigned(seconds, FOREVER.getEpochSecond()) > 0 ? FOREVER : Instant.ofEpochSecond(seconds);
    }

    private static Map<String, String> extensions(byte[] data) {
        Map<String, String> extensions = new LinkedHashMap<>();
        SshReader in = new SshReader(data);
        while (in.hasMore()) {
            String name = in.readText();
            byte[] value = in.readString();
            try {
                extensions.put(name, value.length == 0 ? "" : new SshReader(value).readText());
            } catch (MalformedSshDataException e) {
                // The plugin needs only extensions that are text.
            }
        }
        return extensions;
    }

    /**
     * Checks that this certificate fits the request and is valid now.
     *
     * @param publicLine the public key in the request, as a line of {@code authorized_keys}
     * @param userId id of the user that the certificate must name, or null to accept any user
     * @throws InvalidCertificateException with the problem and the way out
     */
    public void check(String publicLine, String userId, Instant now) throws InvalidCertificateException {
        if (!publicLine.split(" ")[1].equals(base64(SshKeyPair.publicBlob(rawPublic)))) {
            throw new InvalidCertificateException(
                    "The certifier signed another key than the one that Jenkins sent" + CHECK_THE_URL);
        }
        if (type != USER) {
            throw new InvalidCertificateException(
                    "The certifier sent a certificate that is not a user certificate" + CHECK_THE_URL);
        }
        if (userId != null && !keyId.equals(userId)) {
            throw new InvalidCertificateException(
                    "The certifier sent a certificate of " + keyId + " instead of " + userId + CHECK_THE_URL);
        }
        if (validAfter.isAfter(now.plus(CLOCK_TOLERANCE)) || !validBefore.isAfter(now)) {
            throw new InvalidCertificateException("The certificate is valid from " + validAfter + " to " + validBefore
                    + ", but the clock of this controller says " + now
                    + ". Set the controller's clock (NTP). If this clock is right, the certifier's clock is wrong");
        }
    }

    /**
     * Returns the time for which a certificate that arrives now is used: its validity, but at most a day. A clock that is behind the
     * certifier's clock does not prolong the time.
     */
    public Duration lifetime(Instant now) {
        Duration validity = Duration.between(validAfter.isAfter(now) ? validAfter : now, validBefore);
        return validity.compareTo(LONGEST_LIFETIME) < 0 ? validity : LONGEST_LIFETIME;
    }

    /** Returns the time at which a certificate that arrives now has to be renewed, some time before its end. */
    public Instant staleAt(Instant now) {
        Duration lifetime = lifetime(now);
        Duration quarter = lifetime.dividedBy(4);
        return now.plus(lifetime).minus(quarter.compareTo(STALE_BEFORE_END) < 0 ? quarter : STALE_BEFORE_END);
    }

    /** Returns the id of the access token behind this certificate (protocol, "SSH certificates"), or null if it names none. */
    public String accessTokenId() {
        return extensions.get("token-id@platform.sh");
    }

    /** Returns the certificate as a line of a {@code -cert.pub} file, without a line end. */
    public String line() {
        return KEY_TYPE + " " + base64(blob);
    }

    private static String base64(byte[] data) {
        return Base64.getEncoder().encodeToString(data);
    }

    /** The certifier's certificate does not fit the request, or cannot be used now. */
    public static final class InvalidCertificateException extends IOException {
        private static final long serialVersionUID = 1;

        private InvalidCertificateException(String message) {
            super(message);
        }
    }
}
