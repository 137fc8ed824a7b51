package io.jenkins.plugins.webpaas.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;

/** An HTTP request as it came: path and query undecoded. */
public record Request(
        Endpoint endpoint,
        Instant time,
        String method,
        String path,
        String query,
        boolean isHttp2,
        Headers headers,
        String body) {

    static Request of(RecordedRequest recorded) {
        String[] target = recorded.getTarget().split("\\?", 2);
        String body = recorded.getBody() == null ? "" : recorded.getBody().utf8();
        return new Request(
                Endpoint.match(recorded.getMethod(), target[0]).endpoint(),
                Instant.now(),
                recorded.getMethod(),
                target[0],
                target.length > 1 ? target[1] : "",
                recorded.getVersion().equals("HTTP/2"),
                recorded.getHeaders(),
                body);
    }

    /** The last value of a header, or null. */
    public String header(String name) {
        return headers.get(name);
    }

    /** The query's parameters, decoded, each with all its values. */
    public Map<String, List<String>> parameters() {
        return form(query);
    }

    /** The body's fields, of a form. */
    public Map<String, List<String>> fields() {
        return form(body);
    }

    private static Map<String, List<String>> form(String text) {
        Map<String, List<String>> form = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                form.computeIfAbsent(decode(parts[0]), name -> new ArrayList<>())
                        .add(parts.length > 1 ? decode(parts[1]) : "");
            }
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
