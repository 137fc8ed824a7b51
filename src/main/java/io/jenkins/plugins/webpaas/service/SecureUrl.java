package io.jenkins.plugins.webpaas.service;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Decides which URLs the plugin may connect to. */
public final class SecureUrl {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private SecureUrl() {}

    /** Tells whether a URL uses https, or http to this machine. */
    public static boolean test(URI url) {
        return "https".equalsIgnoreCase(url.getScheme())
                || "http".equalsIgnoreCase(url.getScheme())
                        && url.getHost() != null
                        && LOOPBACK.contains(url.getHost().toLowerCase(Locale.ROOT));
    }
}
