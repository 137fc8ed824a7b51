package io.jenkins.plugins.webpaas.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The checks that several fields share. Each throws an {@link InvalidFieldException} or returns the value. The keys of most texts begin
 * with the field's name.
 */
public final class FieldChecks {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private FieldChecks() {}

    /** @return the URL without slashes at its end */
    static String url(String field, String text) {
        if (text == null || text.isBlank()) {
            throw new InvalidFieldException(field, "url.missing");
        }
        URI url;
        try {
            url = new URI(text.trim());
        } catch (URISyntaxException e) {
            throw new InvalidFieldException(field, "url.invalid", text.trim(), Integer.toString(e.getIndex() + 1));
        }
        if (url.getHost() == null) {
            throw new InvalidFieldException(field, "url.host", url.toString());
        }
        checkSecure(field, url, url.toString());
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new InvalidFieldException(field, "url.end", url.toString());
        }
        return url.toString().replaceFirst("/+$", "");
    }

    /** Checks that a URL, which has a host, has no login, and uses https, or http to this machine. */
    public static void checkSecure(String field, URI url, String shown) {
        if (url.getRawUserInfo() != null) {
            throw new InvalidFieldException(field, "url.user");
        }
        boolean isLocal = LOOPBACK.contains(url.getHost().toLowerCase(Locale.ROOT));
        if (!"https".equalsIgnoreCase(url.getScheme()) && !(isLocal && "http".equalsIgnoreCase(url.getScheme()))) {
            throw new InvalidFieldException(field, "url.insecure", shown);
        }
    }

    static String match(String field, String value, String pattern) {
        if (value == null || value.isBlank()) {
            throw new InvalidFieldException(field, field + ".missing");
        }
        if (!value.matches(pattern)) {
            throw new InvalidFieldException(field, field + ".invalid", value);
        }
        return value;
    }

    static List<String> lines(String field, List<String> values, Predicate<String> isValid) {
        for (String value : values) {
            if (!isValid.test(value)) {
                throw new InvalidFieldException(field, field + ".invalid", value);
            }
        }
        return List.copyOf(values);
    }
}
