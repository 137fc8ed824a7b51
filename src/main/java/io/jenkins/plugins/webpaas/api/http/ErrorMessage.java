package io.jenkins.plugins.webpaas.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a service says of an error in its body (protocol section 8), fit to be shown in one line. */
public final class ErrorMessage {
    private static final List<String> FIELDS =
            List.of("message", "detail", "title", "type", "error", "error_description", "error_hint");
    private static final String BEARER = "Bearer ";
    private static final int LENGTH = 200;

    private ErrorMessage() {}

    /** To go behind "answered 403": empty if the body says nothing. */
    static String of(ApiCall call, ApiResponse answer) {
        if (answer.isHtml()) {
            return " with an HTML page, perhaps of a proxy";
        }
        String text = line(withoutSecret(call, text(answer)));
        return text.isEmpty() ? "" : ": \"" + text + "\"";
    }

    /** White space and control characters become single spaces; the end is cut. Null becomes empty. */
    public static String line(String text) {
        if (text == null) {
            return "";
        }
        String line = text.replaceAll("[\\p{C}\\s]+", " ").strip();
        return line.length() <= LENGTH ? line : line.substring(0, LENGTH - 1) + "…";
    }

    private static String text(ApiResponse answer) {
        try {
            JsonNode json = Json.parse(answer.body());
            for (String field : FIELDS) {
                String text = flat(json.path(field));
                if (!text.isBlank()) {
                    return text;
                }
            }
            return "";
        } catch (Json.InvalidException e) {
            return new String(answer.body(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.isBlank())
                    .findFirst()
                    .orElse("");
        }
    }

    /** A text, a list of them, or an object of field names and such lists. */
    private static String flat(JsonNode value) {
        List<String> parts = new ArrayList<>();
        if (value.isObject()) {
            value.properties().forEach(field -> parts.add(field.getKey() + ": " + flat(field.getValue())));
        } else if (value.isArray()) {
            value.forEach(element -> parts.add(flat(element)));
        } else if (value.isTextual()) {
            parts.add(value.textValue());
        }
        return String.join("; ", parts);
    }

    /** In case that a service quotes the request. */
    private static String withoutSecret(ApiCall call, String text) {
        String header = call.request().header("Authorization");
        return header == null || !header.startsWith(BEARER)
                ? text
                : text.replace(header.substring(BEARER.length()), "****");
    }
}
