package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.ssh.MalformedSshDataException;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * A host's certificate with a valid signature of its authority (OpenSSH, PROTOCOL.certkeys).
 *
 * @param principals names of the host, or patterns; an empty list stands for any name
 * @param validAfter in seconds since 1970, unsigned; so is {@code validBefore}
 */
public record HostCertificate(
        byte[] key, byte[] authority, List<String> principals, long validAfter, long validBefore) {

    private static final String SUFFIX = "-cert-v01@openssh.com";
    private static final int HOST = 2;

    /** Returns the host's own key: the key in a certificate, or the argument if that is no certificate. */
    public static byte[] keyOf(byte[] hostKey) {
        try {
            SshReader in = new SshReader(hostKey);
            String type = in.readText();
            return type.endsWith(SUFFIX) ? key(type, in) : hostKey;
        } catch (MalformedSshDataException e) {
            return hostKey;
        }
    }

    /** Returns the certificate, or empty if the data are no host certificate, are malformed, or have a wrong signature. */
    static Optional<HostCertificate> parse(byte[] hostKey) {
        try {
            SshReader in = new SshReader(hostKey);
            String type = in.readText();
            if (!type.endsWith(SUFFIX)) {
                return Optional.empty();
            }
            byte[] key = key(type, in);
            in.readUint64(); // serial
            boolean isForHost = in.readUint32() == HOST;
            in.readString(); // key id
            List<String> principals = principals(in.readString());
            long validAfter = in.readUint64();
            long validBefore = in.readUint64();
            boolean hasCriticalOptions = in.readString().length > 0; // OpenSSH defines none for hosts, and refuses all
            in.readString(); // extensions
            in.readString(); // reserved
            byte[] authority = in.readString();
            byte[] signature = in.readString();
            in.expectEnd();
            byte[] signed = Arrays.copyOf(hostKey, hostKey.length - Integer.BYTES - signature.length);
            return isForHost && !hasCriticalOptions && HostSignature.verify(authority, signed, signature)
                    ? Optional.of(new HostCertificate(key, authority, principals, validAfter, validBefore))
                    : Optional.empty();
        } catch (MalformedSshDataException e) {
            return Optional.empty();
        }
    }

    /**
     * Tells whether a host's key is a certificate that is valid now, from the authority of one of these lines of {@code known_hosts}.
     *
     * @param fits tells whether a name in the certificate is the host's, according to a line
     */
    public static boolean isValid(byte[] hostKey, List<KnownHost> lines, BiPredicate<KnownHost, String> fits) {
        return lines.stream().anyMatch(KnownHost::isAuthority)
                && parse(hostKey)
                        .filter(certificate -> lines.stream()
                                .anyMatch(line -> certificate.isOf(line, name -> fits.test(line, name), Instant.now())))
                        .isPresent();
    }

    private static byte[] key(String type, SshReader in) {
        String plain = type.substring(0, type.length() - SUFFIX.length());
        in.readString(); // nonce
        SshWriter key = new SshWriter().writeText(plain).writeString(in.readString());
        if (!plain.equals("ssh-ed25519")) {
            key.writeString(in.readString()); // RSA and ECDSA keys have two parts
        }
        return key.toByteArray();
    }

    private static List<String> principals(byte[] data) {
        List<String> principals = new ArrayList<>();
        SshReader in = new SshReader(data);
        while (in.hasMore()) {
            principals.add(in.readText().toLowerCase(Locale.ROOT));
        }
        return principals;
    }

    /** Tells whether this certificate is valid for one of these host names, and is from the authority of a {@code known_hosts} line. */
    boolean isOf(KnownHost line, Predicate<String> names, Instant now) {
        long seconds = now.getEpochSecond();
        return line.isAuthority()
                && Arrays.equals(line.key(), authority)
                && Long.compareUnsigned(validAfter, seconds) <= 0
                && Long.compareUnsigned(seconds, validBefore) < 0
                && (principals.isEmpty() || principals.stream().anyMatch(names));
    }
}
