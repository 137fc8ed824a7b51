package io.jenkins.plugins.webpaas.ssh;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * One line of a {@code known_hosts} file with its host names in clear (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
 *
 * @param hosts names or addresses, without port
 * @param keyType such as {@code ssh-rsa}
 * @param key the key as it stands in the SSH protocol
 * @param line the line itself
 */
public record KnownHost(List<String> hosts, String keyType, byte[] key, String line) implements Serializable {

    /** The host of a line; empty for blanks, comments, hashed names, markers, and whatever else names no host in clear. */
    public static Optional<KnownHost> parse(String line) {
        String[] fields = line.trim().split("\\s+", 4);
        if (fields.length < 3 || "#|@".indexOf(fields[0].charAt(0)) >= 0) {
            return Optional.empty();
        }
        try {
            List<String> hosts = Arrays.stream(fields[0].split(","))
                    .map(KnownHost::withoutPort)
                    .toList();
            return Optional.of(
                    new KnownHost(hosts, fields[1], Base64.getDecoder().decode(fields[2]), line.trim()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code [host]:port} is how a port other than 22 is written. */
    private static String withoutPort(String host) {
        return host.startsWith("[") && host.contains("]:") ? host.substring(1, host.indexOf("]:")) : host;
    }
}
