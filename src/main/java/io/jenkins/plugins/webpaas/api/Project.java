package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.Json;
import java.util.Optional;

/**
 * A project (protocol, "Projects and environments").
 *
 * @param id never null
 * @param title may be null
 * @param region such as {@code eu-5.platform.sh}; may be null
 * @param defaultBranch id of the default environment; null in a list of projects
 * @param repositoryUrl URL for git, such as {@code abc@git.eu-5.platform.sh:abc.git}; null in a list of projects
 * @param status such as {@code suspended}; may be null
 */
public record Project(
        String id,
        String title,
        String region,
        String defaultBranch,
        String repositoryUrl,
        String status,
        Links links) {

    private static final String SUSPENDED = "suspended";

    static Project of(JsonNode json) {
        // An object with a code, or a text.
        JsonNode status = json.path("status");
        return new Project(
                Json.text(json, "id"),
                Json.text(json, "title"),
                Json.text(json, "region"),
                Json.text(json, "default_branch"),
                Json.text(json.path("repository"), "url"),
                isSuspended(json) ? SUSPENDED : status.isObject() ? Json.text(status, "code") : status.textValue(),
                Links.of(json));
    }

    private static boolean isSuspended(JsonNode json) {
        return json.path("subscription").path(SUSPENDED).asBoolean();
    }

    /** Returns why the project's state allows no operation, and the way out, as a clause. Empty if the state is no reason. */
    public Optional<String> obstacle() {
        return SUSPENDED.equals(status)
                ? Optional.of("project '" + id + "' is suspended by the service, mostly for lack of payment. Its"
                        + " environments cannot be used until the project's owner resolves this")
                : Optional.empty();
    }
}
