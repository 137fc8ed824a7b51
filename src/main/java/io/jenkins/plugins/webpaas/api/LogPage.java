package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.ApiResponse;
import io.jenkins.plugins.webpaas.api.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of an activity's log that one call reads (protocol, "Log").
 *
 * @param items in order
 * @param isSealed whether the log ends with these items
 * @param isWhole whether these are all items that the service had at that time
 */
public record LogPage(List<LogItem> items, boolean isSealed, boolean isWhole) {

    /** Reads JSON objects, one in each line. Leaves out lines that are no JSON, such as the last line of an answer that broke off. */
    static LogPage of(ApiResponse answer) {
        List<LogItem> items = new ArrayList<>();
        boolean isSealed = false;
        for (String line : new String(answer.body(), StandardCharsets.UTF_8).split("\n")) {
            JsonNode json = Json.parse(line.getBytes(StandardCharsets.UTF_8));
            JsonNode data = json.path("data");
            if (data.has("timestamp") && data.path("message").isTextual()) {
                items.add(new LogItem(id(json), data.path("message").textValue()));
            }
            isSealed |= json.path("seal").asBoolean();
        }
        return new LogPage(List.copyOf(items), isSealed, answer.isWhole());
    }

    /** Returns the id of an item, which is a number or a text. Older services may send none. */
    private static String id(JsonNode item) {
        JsonNode id = item.path("_id");
        JsonNode data = item.path("data");
        return id.isValueNode() && !id.isNull()
                ? id.asText()
                : data.path("timestamp").asText() + "#"
                        + data.path("message").textValue().hashCode();
    }
}
