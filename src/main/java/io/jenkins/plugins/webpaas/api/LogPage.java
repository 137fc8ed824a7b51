package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.ApiResponse;
import io.jenkins.plugins.webpaas.api.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of an activity's log at one time (protocol section 7, "Log").
 *
 * @param items in order
 * @param isSealed whether the log is whole with them
 * @param isWhole whether they are all that was there at that time
 */
public record LogPage(List<LogItem> items, boolean isSealed, boolean isWhole) {

    /** Of JSON, one object a line; what is none, the last line of an answer that broke off for one, is left out. */
    static LogPage of(ApiResponse answer) {
        List<LogItem> items = new ArrayList<>();
        boolean isSealed = false;
        for (String line : new String(answer.body(), StandardCharsets.UTF_8).split("\n")) {
            JsonNode json = parse(line);
            JsonNode data = json.path("data");
            if (data.has("timestamp") && data.path("message").isTextual()) {
                items.add(new LogItem(id(json), data.path("message").textValue()));
            }
            isSealed |= json.path("seal").asBoolean();
        }
        return new LogPage(List.copyOf(items), isSealed, answer.isWhole());
    }

    /** A number or a text; older services may send none. */
    private static String id(JsonNode item) {
        JsonNode id = item.path("_id");
        JsonNode data = item.path("data");
        return id.isValueNode() && !id.isNull()
                ? id.asText()
                : data.path("timestamp").asText() + "#"
                        + data.path("message").textValue().hashCode();
    }

    private static JsonNode parse(String line) {
        try {
            return Json.parse(line.getBytes(StandardCharsets.UTF_8));
        } catch (Json.InvalidException e) {
            return Json.NOTHING;
        }
    }
}
