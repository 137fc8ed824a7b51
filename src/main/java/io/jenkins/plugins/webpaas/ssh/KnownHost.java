package io.jenkins.plugins.webpaas.ssh;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of a {@code known_hosts} file with its host names in clear (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
 *
 * @param hosts names, addresses and patterns in small letters, without port
 * @param keyType such as {@code ssh-rsa}
 * @param key the key as it stands in the SSH protocol
 * @param line the line without its comment
 */
public record KnownHost(List<String> hosts, String keyType, byte[] key, String line) implements Serializable {
    /** As long as a name of DNS and the largest key of OpenSSH, with room to spare. */
    private static final Pattern SEEN = Pattern.compile(
            "([\\w.-]{1,253}|\\[[\\w.-]{1,253}]:\\d{1,5}) [a-z0-9@.-]{1,64} [A-Za-z0-9+/]{1,8192}={0,2}");

    /** The host of a line; empty for blanks, comments, hashed names, markers, and whatever else names no host in clear. */
    public static Optional<KnownHost> parse(String line) {
        String[] fields = line.trim().split("\\s+", 4);
        if (fields.length < 3 || "#|@".indexOf(fields[0].charAt(0)) >= 0) {
            return Optional.empty();
        }
        try {
            String names = fields[0].toLowerCase(Locale.ROOT);
            return Optional.of(new KnownHost(
                    Arrays.stream(names.split(",")).map(KnownHost::withoutPort).toList(),
                    fields[1],
                    Base64.getDecoder().decode(fields[2]),
                    names + " " + fields[1] + " " + fields[2]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The host of a line that may be anybody's: empty for all that ssh does not write by itself when it first sees a host,
     * which is one host by its own name, and a key of the type that is said.
     */
    public static Optional<KnownHost> parseSeen(String line) {
        return SEEN.matcher(line).matches() ? parse(line).filter(KnownHost::isKeyOfItsType) : Optional.empty();
    }

    private boolean isKeyOfItsType() {
        try {
            return new SshReader(key).readText().equals(keyType);
        } catch (MalformedSshDataException e) {
            return false;
        }
    }

    /** {@code [host]:port} is how a port other than 22 is written. */
    private static String withoutPort(String host) {
        return host.replaceFirst("^(!?)\\[([^]]*)]:.*", "$1$2");
    }

    /** Whether this is the key of a host: one of the patterns is for it, and none is against it. */
    public boolean isFor(String host) {
        return hosts.stream().anyMatch(pattern -> matches(pattern, host))
                && hosts.stream().noneMatch(pattern -> pattern.startsWith("!") && matches(pattern.substring(1), host));
    }

    private static boolean matches(String pattern, String host) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return host.matches("(?i)" + regex);
    }
}
