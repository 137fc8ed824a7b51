package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A host's refusal to run a command after a successful login. The host writes the refusal to stderr, so its text alone tells the cause
 * (protocol, "What a server says when it refuses").
 *
 * @param reason for users; never null
 * @param demanded the authentication methods that the login must have; null if the refusal has another cause
 */
record HostRefusal(String reason, HashSet<String> demanded) implements Serializable {
    /** The exit status of {@code ssh} for its own failures. */
    private static final int FAILURE_STATUS = 255;

    /** The ways in which a user logged in, such as {@code pwd} and {@code mfa}, in a line with JSON (protocol, "SSH certificates"). */
    private static final Pattern METHODS = Pattern.compile("\"amr\"\\s*:\\s*\\[([^\\]]*)\\]");

    private static final Pattern METHOD = Pattern.compile("\"([^\"]*)\"");

    private static final String NEW_TOKEN = "Enable it for the machine user, and then create a new API token: a token"
            + " from before does not have it";

    /** Reads a refusal; null if there is none. */
    static HostRefusal of(Destination destination, Integer status, String stderr) {
        if (status == null || status != FAILURE_STATUS) {
            return null;
        }
        if (stderr.contains("access requires MFA")) {
            return new HostRefusal(destination.host() + " demands multi-factor authentication. " + NEW_TOKEN, null);
        }
        if (stderr.contains("you successfully authenticated, but could not connect to service")) {
            return new HostRefusal(
                    destination.host() + " knows the account, but does not let it into " + destination.user()
                            + ". Check that the app runs, and that the machine user may use SSH in this environment",
                    null);
        }
        return stderr.contains("Error: Access denied") ? stepUp(destination, methodsIn(stderr)) : null;
    }

    private static HostRefusal stepUp(Destination destination, Set<String> demanded) {
        String demand = " demands a stronger or more recent login than that of the API token. Create a new API token"
                + " as the machine user";
        if (demanded.stream().anyMatch(method -> method.startsWith("sso:"))) {
            demand = " demands single sign-on (" + String.join(", ", demanded)
                    + "). Ask the organization to exempt the machine user from it";
        } else if (demanded.contains("mfa")) {
            demand = " demands multi-factor authentication. " + NEW_TOKEN;
        }
        return new HostRefusal(destination.host() + demand, new HashSet<>(demanded));
    }

    /**
     * Tells whether the certificate has all methods that the host demands. Then the access token that the certificate names was
     * revoked, and a new access token helps.
     */
    boolean isCoveredBy(Certificate certificate) {
        return demanded != null
                && methodsIn(certificate.extensions().getOrDefault("token-claims@platform.sh", ""))
                        .containsAll(demanded);
    }

    private static Set<String> methodsIn(String text) {
        Matcher methods = METHODS.matcher(text);
        return methods.find()
                ? METHOD.matcher(methods.group(1))
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.toSet())
                : Set.of();
    }
}
