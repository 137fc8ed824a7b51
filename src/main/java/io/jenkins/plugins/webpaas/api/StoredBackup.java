package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.Json;
import java.time.Instant;

/**
 * A backup that the service stores (protocol, "Backups").
 *
 * @param id never null
 * @param createdAt may be null
 */
public record StoredBackup(String id, Instant createdAt) {

    static StoredBackup of(JsonNode json) {
        return new StoredBackup(Json.text(json, "id"), Activity.time(json, "created_at"));
    }
}
