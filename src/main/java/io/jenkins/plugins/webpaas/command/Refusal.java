package io.jenkins.plugins.webpaas.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a host says, on stderr, when it lets an account in and then runs no command (protocol section 3). */
final class Refusal {
    /** As {@code ssh} has it for failures of its own. */
    private static final int STATUS = 255;

    private static final Pattern METHODS = Pattern.compile("Parameters: \\{.*\"amr\": ?\\[([^\\]]*)\\]");
    private static final String NEW_TOKEN = "Enable it for the machine user, and then create a new API token: a token"
            + " remembers what its user had when it was created";

    private Refusal() {}

    /** The reason for people; null if it is none of these. */
    static String of(Destination destination, Integer status, String stderr) {
        if (status == null || status != STATUS) {
            return null;
        }
        if (stderr.contains("access requires MFA")) {
            return destination.host() + " demands multi-factor authentication. " + NEW_TOKEN;
        }
        if (stderr.contains("you successfully authenticated, but could not connect to service")) {
            return destination.host() + " knows the account, but does not let it into " + destination.user()
                    + ". Check that the app runs, and that the machine user may use SSH in this environment";
        }
        return stderr.contains("Error: Access denied") ? stepUp(destination, METHODS.matcher(stderr)) : null;
    }

    private static String stepUp(Destination destination, Matcher methods) {
        String demanded = methods.find() ? methods.group(1) : "";
        if (demanded.contains("sso:")) {
            return destination.host() + " demands single sign-on (" + demanded.replace("\"", "")
                    + "). Ask the organization to exempt the machine user from it";
        }
        return demanded.contains("mfa")
                ? destination.host() + " demands multi-factor authentication. " + NEW_TOKEN
                : destination.host()
                        + " demands a stronger or more recent login than that of the API token, or its access"
                        + " token was revoked. Try again, and if that does not help, create a new API token";
    }
}
