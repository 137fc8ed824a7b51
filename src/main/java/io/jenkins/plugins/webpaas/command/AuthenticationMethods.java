package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the ways in which a user logged in ({@code amr}), such as {@code pwd} and {@code mfa} (protocol, "SSH certificates"). */
final class AuthenticationMethods {
    private static final Pattern LIST = Pattern.compile("\"amr\"\\s*:\\s*\\[([^\\]]*)\\]");
    private static final Pattern METHOD = Pattern.compile("\"([^\"]*)\"");

    private AuthenticationMethods() {}

    /** Reads the methods in a line with JSON; empty if there are none. */
    static Set<String> in(String line) {
        Matcher list = LIST.matcher(line);
        return list.find()
                ? METHOD.matcher(list.group(1))
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** Reads the methods of the login for which a certificate was issued. */
    static Set<String> of(Certificate certificate) {
        return in(certificate.extensions().getOrDefault("token-claims@platform.sh", ""));
    }
}
