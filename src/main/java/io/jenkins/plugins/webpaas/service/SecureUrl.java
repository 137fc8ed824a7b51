package io.jenkins.plugins.webpaas.service;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Which URLs may be spoken to. */
public final class SecureUrl {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private SecureUrl() {}

    /** Whether nobody on the way can read or change anything: it uses https, or http and leads to this machine. */
    public static boolean test(URI url) {
        return "https".equalsIgnoreCase(url.getScheme())
                || "http".equalsIgnoreCase(url.getScheme())
                        && url.getHost() != null
                        && LOOPBACK.contains(url.getHost().toLowerCase(Locale.ROOT));
    }
}
