package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.Json;

/**
 * The user whom an API token belongs to (protocol section 2, "Who am I").
 *
 * @param id as in certificates' key ids; never null
 * @param username may be null
 * @param email may be null
 */
public record User(String id, String username, String email) {

    /** Reads the answer of {@code /users/me}, or of {@code /me}, which names the address {@code mail}. */
    static User of(JsonNode json) {
        String email = Json.text(json, "email");
        return new User(
                Json.text(json, "id"), Json.text(json, "username"), email == null ? Json.text(json, "mail") : email);
    }
}
