package io.jenkins.plugins.webpaas.ssh;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An OpenSSH user certificate for an Ed25519 key (OpenSSH, PROTOCOL.certkeys).
 *
 * @param blob the whole certificate as it stands in the SSH protocol
 * @param rawPublic the key it was signed for, 32 bytes
 * @param type 1 for a user's, 2 for a host's
 * @param keyId the certifier's name for the holder: here the user's id (protocol section 3)
 * @param validAfter from when it is valid
 * @param validBefore until when it is valid
 * @param extensions name to text; a value that is not text is left out
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

    /** By how much the clocks of the certifier and of this machine may differ. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /** After which even a certificate for ever is renewed, and an SSH agent ends that nobody has closed. */
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);

    /** How long before its end a certificate is renewed, if it lives long enough (as the vendor's CLI, protocol section 3). */
    private static final Duration STALE_BEFORE_END = Duration.ofMinutes(2);

    /**
     * Reads what the certifier answers: type, base64 and perhaps a comment, on one line.
     *
     * @throws InvalidCertificateException if it is no Ed25519 certificate
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
        in.readString(); // principals: the server's business
        Instant validAfter = instant(in.readUint64());
        Instant validBefore = instant(in.readUint64());
        in.readString(); // critical options: the server's business
        return new Certificate(blob, rawPublic, type, keyId, validAfter, validBefore, extensions(in.readString()));
    }

    /** From seconds since 1970, where "for ever" is 2⁶⁴ − 1. */
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
                // An extension that we do not understand is the server's business.
            }
        }
        return extensions;
    }

    /**
     * Checks that this is what was asked for.
     *
     * @param publicLine the public key that was sent, as a line of {@code authorized_keys}
     * @param userId whom it must name, or null where that is not known
     * @throws InvalidCertificateException saying what is wrong and what to do about it
     */
    public void check(String publicLine, String userId, Instant now) throws InvalidCertificateException {
        if (!publicLine.split(" ")[1].equals(base64(SshKeyPair.publicBlob(rawPublic)))) {
            throw new InvalidCertificateException(
                    "The certifier signed another key than the one sent to it" + CHECK_THE_URL);
        }
        if (type != USER) {
            throw new InvalidCertificateException(
                    "The certifier sent a certificate that is not a user's" + CHECK_THE_URL);
        }
        if (userId != null && !keyId.equals(userId)) {
            throw new InvalidCertificateException(
                    "The certifier sent a certificate of " + keyId + " for " + userId + CHECK_THE_URL);
        }
        if (validAfter.isAfter(now.plus(CLOCK_TOLERANCE)) || !validBefore.isAfter(now)) {
            throw new InvalidCertificateException("The certificate is valid from " + validAfter + " to " + validBefore
                    + ", but the clock of this controller says " + now
                    + ". Set the controller's clock (NTP); if it is right, the service's certifier is not");
        }
    }

    /**
     * How long one that comes now is used from now on: as long as it is valid, which a clock that is behind the certifier's
     * does not prolong, but at most for a day.
     */
    public Duration lifetime(Instant now) {
        Duration validity = Duration.between(validAfter.isAfter(now) ? validAfter : now, validBefore);
        return validity.compareTo(LONGEST_LIFETIME) < 0 ? validity : LONGEST_LIFETIME;
    }

    /** When to ask for the next one if this comes now: some time before the end, so that nothing fails meanwhile. */
    public Instant staleAt(Instant now) {
        Duration lifetime = lifetime(now);
        Duration quarter = lifetime.dividedBy(4);
        return now.plus(lifetime).minus(quarter.compareTo(STALE_BEFORE_END) < 0 ? quarter : STALE_BEFORE_END);
    }

    /** Id of the access token that it was issued for (protocol section 3), or null where it names none. */
    public String accessTokenId() {
        return extensions.get("token-id@platform.sh");
    }

    /** As in a {@code -cert.pub} file, without a line end. */
    public String line() {
        return KEY_TYPE + " " + base64(blob);
    }

    private static String base64(byte[] data) {
        return Base64.getEncoder().encodeToString(data);
    }
}
