package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.Json;

/**
 * The user of an API token (protocol, "Who am I").
 *
 * @param id also in certificates' key ids; never null
 * @param username may be null
 * @param email may be null
 */
public record User(String id, String username, String email) {

    /** Reads the answer of {@code /users/me}, or of {@code /me}, whose field for the address is {@code mail}. */
    static User of(JsonNode json) {
        String email = Json.text(json, "email");
        return new User(
                Json.text(json, "id"), Json.text(json, "username"), email == null ? Json.text(json, "mail") : email);
    }
}
