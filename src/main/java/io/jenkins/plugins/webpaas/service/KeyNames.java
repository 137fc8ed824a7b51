package io.jenkins.plugins.webpaas.service;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names under which OpenSSH looks for the keys of a service's hosts. These are the option {@code HostKeyAlias} of the service, else its
 * option {@code HostName}, else each host's own name (ssh_config(5)).
 *
 * @param domains as in {@link SshHosts}
 * @param template a name in small letters, in which {@code %h} stands for a host's own name
 */
public record KeyNames(List<String> domains, String template) implements Serializable {
    /** The token in {@code HostName} that stands for the host's own name. */
    private static final String OWN_NAME = "%h";

    static KeyNames of(List<String> domains, List<String> options) {
        String template = option(options, "HostKeyAlias")
                .or(() -> option(options, "HostName"))
                .orElse(OWN_NAME);
        return new KeyNames(domains, template.toLowerCase(Locale.ROOT));
    }

    /** Returns the value of an option. Of several values, ssh takes the first. */
    private static Optional<String> option(List<String> options, String name) {
        Pattern option = Pattern.compile("(?i)" + name + "[ =]+(\"([^\"]*)\"|\\S+).*");
        return options.stream()
                .map(option::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(2) == null ? match.group(1) : match.group(2))
                .findFirst();
    }

    public String of(String host) {
        return template.replace(OWN_NAME, host.toLowerCase(Locale.ROOT));
    }

    /** Tells whether a name, or a pattern, is one of these names. */
    public boolean include(String name) {
        return names().anyMatch(each -> isPattern(each) ? isBelow(name, each) : KnownHost.matches(name, each));
    }

    /** Tells whether OpenSSH takes a line for any of the hosts. */
    boolean areOf(KnownHost line) {
        return names().anyMatch(each -> isPattern(each)
                ? line.hosts().stream()
                        .filter(name -> !KnownHost.isException(name))
                        .anyMatch(name -> isBelow(name, each) && line.isFor(name))
                : line.isFor(each));
    }

    /**
     * Returns the hosts for which OpenSSH takes a line, as patterns of {@code ssh_config}. Returns all hosts of the service if the names of the
     * line do not tell.
     */
    public List<String> hosts(KnownHost line) {
        if (!template.contains(OWN_NAME)) {
            return domains;
        }
        String before = template.substring(0, template.indexOf(OWN_NAME));
        String after = template.substring(template.indexOf(OWN_NAME) + OWN_NAME.length());
        Pattern name = Pattern.compile("(!?)" + Pattern.quote(before) + "(.+)" + Pattern.quote(after));
        List<Matcher> names = line.hosts().stream().map(name::matcher).toList();
        return names.stream().allMatch(Matcher::matches)
                ? names.stream().map(match -> match.group(1) + match.group(2)).toList()
                : domains;
    }

    /** Returns the names. A name has at most one wildcard, which comes from a domain, so a dot follows. */
    private Stream<String> names() {
        return template.contains(OWN_NAME) ? domains.stream().map(this::of) : Stream.of(template);
    }

    private static boolean isPattern(String name) {
        return name.contains("*");
    }

    private static boolean isBelow(String name, String wildcard) {
        int star = wildcard.indexOf('*');
        return name.length() > wildcard.length() - 1
                && name.startsWith(wildcard.substring(0, star))
                && name.endsWith(wildcard.substring(star + 1));
    }

    @Override
    public String toString() {
        return String.join(", ", names().toList());
    }
}
