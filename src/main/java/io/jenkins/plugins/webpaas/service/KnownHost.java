package io.jenkins.plugins.webpaas.service;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line of a {@code known_hosts} file with its host names in clear (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). The key counts for all ports of
 * the hosts.
 *
 * @param hosts names, addresses and patterns in small letters, without port
 * @param keyType such as {@code ssh-rsa}
 * @param key the key in the format of the SSH protocol
 * @param isAuthority whether the key belongs to an authority that signs host certificates, and not to a host
 */
public record KnownHost(List<String> hosts, String keyType, byte[] key, boolean isAuthority) implements Serializable {
    private static final String AUTHORITY = "@cert-authority";

    /** The bytes of the largest key that a node may report. The largest key that OpenSSH makes by default, RSA with 3072 bits, has 407. */
    private static final int MOST_SEEN_BYTES = 1024;

    /** The number of characters of a line that a message shows. */
    private static final int SHOWN = 80;

    private static final Pattern NAME = Pattern.compile("!?(\\[[\\w.*?:-]+]:\\d{1,5}|[\\w.*?:-]+)");
    private static final Pattern SEEN =
            Pattern.compile("([\\w.-]{1,253}|\\[[\\w.-]{1,253}]:\\d{1,5}) [a-z0-9@.-]{1,64} [A-Za-z0-9+/]+={0,2}");

    /** @throws InvalidFieldException if OpenSSH does not use such a line; the message says what the line needs */
    public static KnownHost parse(String line) {
        String marker = line.trim().split("\\s+", 2)[0];
        if (marker.equals("@revoked")) {
            throw unusable("revoked", line);
        }
        boolean isAuthority = marker.equals(AUTHORITY);
        String[] fields = (isAuthority ? line.trim().substring(AUTHORITY.length()) : line)
                .trim()
                .split("\\s+", 4);
        if (fields.length < 3 || line.chars().anyMatch(c -> c < ' ' && c != '\t') || !areNames(fields[0])) {
            throw unusable("line", line);
        }
        return new KnownHost(
                Arrays.stream(fields[0].toLowerCase(Locale.ROOT).split(","))
                        .map(KnownHost::withoutPort)
                        .toList(),
                fields[1],
                key(line, fields[1], fields[2]),
                isAuthority);
    }

    /**
     * Returns the failure of a line that cannot be used.
     *
     * @param problem last part of the text's key
     * @param more values that the text shows besides the line
     */
    static InvalidFieldException unusable(String problem, String line, String... more) {
        String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
        return new InvalidFieldException(
                "knownHosts",
                "knownHosts." + problem,
                Stream.concat(Stream.of(shown), Arrays.stream(more)).toArray(String[]::new));
    }

    private static boolean areNames(String names) {
        return Arrays.stream(names.split(",", -1))
                .allMatch(name -> NAME.matcher(name).matches());
    }

    private static byte[] key(String line, String type, String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        }
        if (!PublicKeyData.isKey(type, key)) {
            throw unusable("key", line, type);
        }
        return key;
    }

    /**
     * Reads a line from a node, which may be forged. Empty if ssh does not write such a line when it first sees a host: one host by its own
     * name, and a key of the named type.
     */
    public static Optional<KnownHost> parseSeen(String line) {
        if (!SEEN.matcher(line).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(line)).filter(host -> host.key.length <= MOST_SEEN_BYTES);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Removes the port from {@code [host]:port}, the form for a port other than 22. */
    private static String withoutPort(String host) {
        return host.replaceFirst("^(!?)\\[([^]]*)]:.*", "$1$2");
    }

    /** Returns the line without a port. OpenSSH takes it for every port for which there is no other line. */
    public String line() {
        return (isAuthority ? AUTHORITY + " " : "") + String.join(",", hosts) + " " + entry(key);
    }

    /** Returns the part of a {@code known_hosts} line behind the host's name: type and key. The type is not checked. */
    public static String entry(byte[] key) {
        return PublicKeyData.type(key) + " " + Base64.getEncoder().encodeToString(key);
    }

    /** Returns the same key for some of the names. The exceptions from patterns stay. */
    KnownHost of(Predicate<String> names) {
        return new KnownHost(
                hosts.stream()
                        .filter(name -> isException(name) || names.test(name))
                        .toList(),
                keyType,
                key,
                isAuthority);
    }

    /** Tells whether this is the key of a host: a pattern matches the host, and no exception does. */
    public boolean isFor(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return hosts.stream().anyMatch(pattern -> !isException(pattern) && matches(pattern, name))
                && hosts.stream().noneMatch(pattern -> isException(pattern) && matches(pattern.substring(1), name));
    }

    static boolean isException(String pattern) {
        return pattern.startsWith("!");
    }

    /** Tells whether a text matches a pattern of ssh_config(5): {@code *} is any number of characters, {@code ?} is one. */
    public static boolean matches(String pattern, String text) {
        // After a mismatch, the last star takes one more character. So the time is at most quadratic.
        int star = -1;
        int starEnd = 0;
        int p = 0;
        int t = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                starEnd = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++starEnd;
            } else {
                return false;
            }
        }
        return pattern.substring(p).chars().allMatch(c -> c == '*');
    }
}
