package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.webpaas.api.http.Json;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The request of an operation, saved before it is sent. After a crash, {@link Operations#find} looks for what it started. */
public final class PendingRequest implements Serializable {
    private static final long serialVersionUID = 1;

    private final String aim;
    private final String type;
    private final ActivityBookmark before;

    private final String otherEnvironment;

    PendingRequest(String aim, String type, ActivityBookmark before, String otherEnvironment) {
        this.aim = aim;
        this.type = type;
        this.before = before;
        this.otherEnvironment = otherEnvironment;
    }

    /** Reads what {@link #toText} has written. */
    public static PendingRequest ofText(String text) {
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is no request: " + text, e);
        }
        String newest = Json.text(json, "newest");
        ActivityBookmark before = new ActivityBookmark(
                Json.text(json, "project"),
                Json.text(json, "environment"),
                newest == null ? null : Instant.parse(newest),
                texts(json.path("ids")),
                texts(json.path("underWay")),
                Set.of());
        return new PendingRequest(
                Json.text(json, "aim"), Json.text(json, "type"), before, Json.text(json, "otherEnvironment"));
    }

    private static Set<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    }

    /** Returns the request as a text, for a class that Jenkins saves as XML: Jenkins refuses an {@link Instant} there. */
    public String toText() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("aim", aim)
                .put("type", type)
                .put("otherEnvironment", otherEnvironment)
                .put("project", before.project())
                .put("environment", before.environment())
                .put("newest", Objects.toString(before.newest(), null));
        before.ids().forEach(json.putArray("ids")::add);
        before.underWay().forEach(json.putArray("underWay")::add);
        return json.toString();
    }

    /** Returns the words that complete "Could not …". */
    String aim() {
        return aim;
    }

    /** Returns the type of the activities that the operation starts. */
    String type() {
        return type;
    }

    /** Returns the bookmark at the newest activity of this type before the request. */
    public ActivityBookmark before() {
        return before;
    }

    /** Returns the id of another environment that the operation concerns, which may show the activity; null for none. */
    String otherEnvironment() {
        return otherEnvironment;
    }
}
