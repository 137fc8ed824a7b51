package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;

/**
 * A host's refusal, on stderr, to run a command for an account that it has let in (protocol section 3).
 *
 * @param reason for people; never null
 * @param demanded the authentication methods that the login must have; null if the refusal is about something else
 */
record HostRefusal(String reason, HashSet<String> demanded) implements Serializable {
    /** As {@code ssh} has it for failures of its own. */
    private static final int STATUS = 255;

    private static final String NEW_TOKEN = "Enable it for the machine user, and then create a new API token: a token"
            + " remembers what its user had when it was created";

    /** Reads what a host said; null if that is no refusal. */
    static HostRefusal of(Destination destination, Integer status, String stderr) {
        if (status == null || status != STATUS) {
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
        return stderr.contains("Error: Access denied") ? stepUp(destination, AuthenticationMethods.in(stderr)) : null;
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
     * Tells whether the host demands a login that the certificate was issued for. The access token that the certificate
     * names was revoked then, and a new one helps.
     */
    boolean isCoveredBy(Certificate certificate) {
        return demanded != null && AuthenticationMethods.of(certificate).containsAll(demanded);
    }
}
