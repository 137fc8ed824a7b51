package io.jenkins.plugins.webpaas.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.Predicate;

/**
 * The checks that the fields of a service share. Each throws an {@link InvalidFieldException} or returns the value. The keys of most texts begin
 * with the field's name.
 */
final class FieldChecks {
    private FieldChecks() {}

    static URI url(String field, URI url) {
        if (url == null) {
            throw new InvalidFieldException(field, "url.missing");
        }
        if (url.getHost() == null) {
            throw new InvalidFieldException(field, "url.host", url.toString());
        }
        if (url.getRawUserInfo() != null) {
            throw new InvalidFieldException(field, "url.user");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new InvalidFieldException(field, "url.end", url.toString());
        }
        if (!SecureUrl.test(url)) {
            throw new InvalidFieldException(field, "url.insecure", url.toString());
        }
        return URI.create(url.toString().replaceFirst("/+$", ""));
    }

    /** Reads a URL that {@link #url} then checks; null for null or an empty text. */
    static URI parse(String field, String text) {
        try {
            return text == null || text.isBlank() ? null : new URI(text.trim());
        } catch (URISyntaxException e) {
            throw new InvalidFieldException(field, "url.invalid", text.trim(), Integer.toString(e.getIndex() + 1));
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

    static String text(String field, String value) {
        if (value == null || value.isBlank()) {
            throw new InvalidFieldException(field, field + ".missing");
        }
        return value.trim();
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
