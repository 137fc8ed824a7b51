package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;

/**
 * What a service does, or did, at somebody's request (protocol section 7).
 *
 * @param id never null
 * @param project id; may be null
 * @param environment id of the first one that it is about; null if it is about none
 * @param userId who asked for it; null if that was nobody, or is not said
 * @param type such as {@code environment.backup}; may be null
 * @param state may be null, and may be one that nobody has heard of
 * @param result null until there is one
 * @param percent how much of it is done by the service's account; 100 is all
 * @param text what it is, for people; may be null
 * @param createdAt may be null
 * @param startedAt null before it runs
 * @param completedAt null before its end
 * @param backup id of the backup that it made, as soon as there is one; else null
 * @param hasFailedCommand whether a command in it failed, whatever the result says
 */
public record Activity(
        String id,
        String project,
        String environment,
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
        boolean hasFailedCommand,
        Links links) {
    private static final Set<String> FINAL = Set.of("complete", "cancelled", "staged");

    static Activity of(JsonNode json) {
        return new Activity(
                Json.text(json, "id"),
                Json.text(json, "project"),
                json.path("environments").path(0).textValue(),
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
                failedCommand(json.path("commands")),
                Links.of(json));
    }

    private static Instant time(JsonNode json, String field) {
        String text = Json.text(json, field);
        try {
            // Java reads years of more digits than RFC 3339 has, and cannot reckon with them.
            return text == null || text.startsWith("+") || text.startsWith("-")
                    ? null
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean failedCommand(JsonNode commands) {
        for (JsonNode command : commands) {
            if (command.path("exit_code").asInt() > 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is held until somebody deploys the environment. */
    public boolean isStaged() {
        return "staged".equals(state);
    }

    /** Whether it is a webhook or the like beside what was asked for. */
    public boolean isIntegration() {
        return type != null && type.startsWith("integration.");
    }

    /**
     * Whether nothing more will come of it: it is complete, cancelled, or held until somebody deploys it. All of it may be done
     * in a state that nobody has heard of, but not before there is a result.
     */
    public boolean isFinal() {
        return state != null && FINAL.contains(state) || percent >= 100 && result != null;
    }

    /** Whether it ended well by its own account; a result that is not known is no success. */
    public boolean isSuccess() {
        return isFinal() && "success".equals(result);
    }
}
