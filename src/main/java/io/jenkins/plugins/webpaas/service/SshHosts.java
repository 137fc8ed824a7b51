package io.jenkins.plugins.webpaas.service;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hosts that accept a service's certificates, and the keys by which they are recognised (protocol, "SSH certificates").
 *
 * @param domains wildcards such as {@code *.platform.sh}, or full host names; at least one
 * @param knownHosts keys of these hosts as lines of OpenSSH's {@code known_hosts}, entered by an administrator. Each line names a host
 *     whose key OpenSSH looks for. For such a host, no other source of keys counts
 * @param unknownHosts treatment of a host without a known key
 * @param strict whether the SSH agent refuses clients that do not name the host for which they sign (OpenSSH before 8.9)
 * @param options further lines for {@code ssh_config}, such as {@code ProxyJump bastion}. They cannot change what a session sets itself,
 *     such as the check of host keys
 */
public record SshHosts(
        List<String> domains, List<String> knownHosts, UnknownHosts unknownHosts, boolean strict, List<String> options)
        implements Serializable {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9-]+");
    private static final Pattern OPTION =
            Pattern.compile("(?!(?i:host|match|include)\\b)[A-Za-z][A-Za-z0-9]*[ =]\\P{Cntrl}+");

    /** @throws InvalidFieldException naming the field that is missing or unusable */
    public SshHosts {
        domains = FieldChecks.lines("sshDomains", domains, SshHosts::isDomain);
        if (domains.isEmpty()) {
            throw new InvalidFieldException("sshDomains", "sshDomains.missing");
        }
        if (unknownHosts == null) {
            throw new InvalidFieldException("unknownHosts", "unknownHosts.missing");
        }
        options =
                FieldChecks.lines("sshOptions", options, o -> OPTION.matcher(o).matches());
        options.forEach(SshOption::check);
        knownHosts = List.copyOf(knownHosts);
        KeyNames names = KeyNames.of(domains, options);
        knownHosts.forEach(line -> hostKey(line, names));
    }

    /** @throws InvalidFieldException if OpenSSH would never use the line */
    private static KnownHost hostKey(String line, KeyNames names) {
        KnownHost host = KnownHost.parse(line);
        if (!names.areOf(host)) {
            throw KnownHost.unusable("foreign", line, names.toString());
        }
        return host.of(names::include);
    }

    /** Returns the keys that an administrator entered, each with only the names under which OpenSSH looks for it. */
    public List<KnownHost> hostKeys() {
        KeyNames names = keyNames();
        return knownHosts.stream().map(line -> hostKey(line, names)).toList();
    }

    public KeyNames keyNames() {
        return KeyNames.of(domains, options);
    }

    private static boolean isDomain(String text) {
        String name = text.startsWith("*.") ? text.substring(2) : text;
        return Stream.of(name.split("\\.", -1))
                .allMatch(label -> LABEL.matcher(label).matches());
    }

    /** Creates the hosts of some domains, for which only the vendor's pinned keys are known. */
    public static SshHosts of(List<String> domains, UnknownHosts unknownHosts) {
        return new SshHosts(domains, List.of(), unknownHosts, false, List.of());
    }

    /** Tells whether a host belongs to the service: its name is one of the domains, or below the domain of a wildcard. */
    public boolean contains(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return domains.stream()
                .anyMatch(domain -> domain.startsWith("*.") ? name.endsWith(domain.substring(1)) : name.equals(domain));
    }
}
