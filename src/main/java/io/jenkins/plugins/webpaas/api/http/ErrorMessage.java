package io.jenkins.plugins.webpaas.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the text of an error from an answer's body, for a message of one line (protocol, "Errors, limits, transport"). */
public final class ErrorMessage {
    private static final List<String> FIELDS =
            List.of("message", "detail", "title", "type", "error", "error_description", "error_hint");
    private static final String BEARER = "Bearer ";
    private static final int LENGTH = 200;

    private ErrorMessage() {}

    /** Returns the text that follows "answered 403" in a message; empty if the body has none. */
    static String of(ApiCall call, ApiResponse answer) {
        if (answer.isHtml()) {
            return " with an HTML page, perhaps of a proxy";
        }
        String text = line(withoutAccessToken(call, text(answer)));
        return text.isEmpty() ? "" : ": \"" + text + "\"";
    }

    /** Returns one line of at most 200 characters: white space and control characters become single spaces. Null becomes empty. */
    public static String line(String text) {
        if (text == null) {
            return "";
        }
        String line = text.replaceAll("[\\p{C}\\s]+", " ").strip();
        return line.length() <= LENGTH ? line : line.substring(0, LENGTH - 1) + "…";
    }

    private static String text(ApiResponse answer) {
        JsonNode json = Json.parse(answer.body());
        Stream<String> texts = json.isMissingNode()
                ? new String(answer.body(), StandardCharsets.UTF_8).lines()
                : FIELDS.stream().map(field -> flatten(json.path(field)));
        return texts.filter(text -> !text.isBlank()).findFirst().orElse("");
    }

    /** Returns the texts within a value: a text, a list of texts, or an object with such lists. */
    private static String flatten(JsonNode value) {
        List<String> parts = new ArrayList<>();
        if (value.isObject()) {
            value.properties().forEach(field -> parts.add(field.getKey() + ": " + flatten(field.getValue())));
        } else if (value.isArray()) {
            value.forEach(element -> parts.add(flatten(element)));
        } else if (value.isTextual()) {
            parts.add(value.textValue());
        }
        return String.join("; ", parts);
    }

    /** Hides the access token, in case a service quotes the request. */
    private static String withoutAccessToken(ApiCall call, String text) {
        String header = call.request().header("Authorization");
        return header == null || !header.startsWith(BEARER)
                ? text
                : text.replace(header.substring(BEARER.length()), "****");
    }
}
