package io.jenkins.plugins.webpaas.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A project (protocol section 4).
 *
 * @param id never null
 * @param title may be null
 * @param defaultBranch id of its default environment; may be null
 * @param repositoryUrl what git takes as its remote, such as {@code abc@git.eu-5.platform.sh:abc.git}; may be null
 * @param status such as {@code suspended}; may be null
 */
public record Project(String id, String title, String defaultBranch, String repositoryUrl, String status, Links links) {

    static Project of(JsonNode json) {
        // An object or a text.
        JsonNode status = json.path("status");
        return new Project(
                Json.text(json, "id"),
                Json.text(json, "title"),
                Json.text(json, "default_branch"),
                Json.text(json.path("repository"), "url"),
                status.isObject() ? Json.text(status, "code") : status.textValue(),
                Links.of(json));
    }
}
