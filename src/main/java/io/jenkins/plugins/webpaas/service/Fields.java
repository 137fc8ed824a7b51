package io.jenkins.plugins.webpaas.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.Predicate;

/** The checks that the fields of a service share; each throws an {@link InvalidServiceException} that names the field. */
final class Fields {
    private Fields() {}

    static URI url(String field, String text) {
        if (text == null || text.isBlank()) {
            throw new InvalidServiceException(field, "is missing. Enter a URL such as https://api.example.com");
        }
        return url(field, parse(field, text.trim()));
    }

    static URI url(String field, URI url) {
        if (url == null) {
            throw new InvalidServiceException(field, "is missing. Enter a URL such as https://api.example.com");
        }
        if (url.getHost() == null) {
            throw new InvalidServiceException(
                    field, "'" + url + "' is no URL with a host, such as https://api.example.com");
        }
        if (url.getRawUserInfo() != null) {
            throw new InvalidServiceException(field, "has a user name or password in it. Leave it out");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new InvalidServiceException(field, "'" + url + "' must end after its path, without '?' or '#'");
        }
        if (!SecureUrl.test(url)) {
            throw new InvalidServiceException(field, "'" + url + "' must use https (http is for localhost alone)");
        }
        return withoutTrailingSlash(url);
    }

    private static URI parse(String field, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new InvalidServiceException(field, "'" + text + "' is no URL: " + e.getReason());
        }
    }

    static String match(String field, String value, String pattern, String allowed) {
        if (value == null || value.isBlank()) {
            throw new InvalidServiceException(field, "is missing. Use " + allowed);
        }
        if (!value.matches(pattern)) {
            throw new InvalidServiceException(field, "'" + value + "' must consist of " + allowed);
        }
        return value;
    }

    static String text(String field, String value) {
        if (value == null || value.isBlank()) {
            throw new InvalidServiceException(field, "is missing");
        }
        return value.trim();
    }

    static List<String> lines(String field, List<String> values, Predicate<String> valid, String expected) {
        for (String value : values) {
            if (!valid.test(value)) {
                throw new InvalidServiceException(field, "'" + value + "' is not " + expected);
            }
        }
        return List.copyOf(values);
    }

    private static URI withoutTrailingSlash(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.replaceFirst("/+$", "")) : url;
    }
}
