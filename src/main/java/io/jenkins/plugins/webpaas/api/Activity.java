package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/**
 * An activity of a service (protocol, "Activities").
 *
 * @param id never null
 * @param project id of the project; may be null
 * @param environments ids of the environments that it concerns; a service shows most activities in one
 * @param userId id of the user who started it; null if no user did, or the service does not tell
 * @param type such as {@code environment.backup}; may be null
 * @param state may be null, and may be unknown to the documentation
 * @param result null until there is one
 * @param percent progress from 0 to 100, as the service tells it
 * @param text description for people; may be null
 * @param createdAt may be null
 * @param startedAt null before it runs
 * @param completedAt null before its end
 * @param backup id of the backup that it made; null as long as there is none
 * @param commit id of the commit that it left in its environment; null if the service does not tell
 * @param hasFailedCommand whether a command of the activity failed, independent of the result
 */
public record Activity(
        String id,
        String project,
        List<String> environments,
        String userId,
        String type,
        String state,
        String result,
        int percent,
        String text,
        Instant createdAt,
        Instant startedAt,
        Instant completedAt,
        String backup,
        String commit,
        boolean hasFailedCommand,
        Links links) {
    private static final Set<String> FINAL = Set.of("complete", "cancelled", "staged");

    static Activity of(JsonNode json) {
        return new Activity(
                Json.text(json, "id"),
                Json.text(json, "project"),
                json.path("environments")
                        .valueStream()
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                        .toList(),
                Json.text(json.path("payload").path("user"), "id"),
                Json.text(json, "type"),
                Json.text(json, "state"),
                Json.text(json, "result"),
                json.path("completion_percent").asInt(),
                Json.text(json, "text"),
                time(json, "created_at"),
                time(json, "started_at"),
                time(json, "completed_at"),
                Json.text(json.path("payload"), "backup_name"),
                Json.text(json.path("payload").path("environment"), "head_commit"),
                json.path("commands")
                        .valueStream()
                        .anyMatch(command -> command.path("exit_code").asInt() > 0),
                Links.of(json));
    }

    /** Returns null if the field has no time. */
    static Instant time(JsonNode json, String field) {
        String text = Json.text(json, field);
        try {
            // Java parses years with more digits than RFC 3339 allows, and cannot calculate with them.
            return text == null || text.startsWith("+") || text.startsWith("-")
                    ? null
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Returns the id of the first environment; null if there is none. */
    public String environment() {
        return environments.isEmpty() ? null : environments.get(0);
    }

    /** Tells whether the activity is held until a user deploys the environment. */
    public boolean isStaged() {
        return "staged".equals(state);
    }

    /** Tells whether the activity belongs to an integration, such as a webhook, and not to an operation. */
    public boolean isIntegration() {
        return type != null && type.startsWith("integration.");
    }

    /**
     * Tells whether the activity has ended: it is complete, cancelled, or held until a user deploys it. In an unknown state, an activity
     * has ended if its progress is 100 and it has a result.
     */
    public boolean isFinal() {
        return state != null && FINAL.contains(state) || percent >= 100 && result != null;
    }

    /** Tells whether the activity ended with the result {@code success}. An unknown result is no success. */
    public boolean isSuccess() {
        return isFinal() && "success".equals(result);
    }
}
