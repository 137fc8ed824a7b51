package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The ways in which a user logged in, such as {@code pwd} and {@code mfa}: the {@code amr} of protocol section 3. */
final class AuthenticationMethods {
    private static final Pattern LIST = Pattern.compile("\"amr\"\\s*:\\s*\\[([^\\]]*)\\]");
    private static final Pattern METHOD = Pattern.compile("\"([^\"]*)\"");

    private AuthenticationMethods() {}

    /** Reads them in a line that has JSON; empty if it names none. */
    static Set<String> in(String line) {
        Matcher list = LIST.matcher(line);
        return list.find()
                ? METHOD.matcher(list.group(1))
                        .results()
                        .map((MatchResult method) -> method.group(1))
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** Reads those of the login for which the certificate was issued. */
    static Set<String> of(Certificate certificate) {
        return in(certificate.extensions().getOrDefault("token-claims@platform.sh", ""));
    }
}
