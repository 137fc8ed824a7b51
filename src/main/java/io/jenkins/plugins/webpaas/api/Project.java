package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.Json;
import io.jenkins.plugins.webpaas.service.Service;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * A project (protocol, "Projects and environments").
 *
 * @param id never null
 * @param title may be null
 * @param organization id of its organization; null if there is none, as with OVHcloud
 * @param defaultBranch id of the default environment; null in a list of projects
 * @param repositoryUrl URL for git, such as {@code abc@git.eu-5.platform.sh:abc.git}; null in a list of projects
 * @param status such as {@code suspended}; may be null
 */
public record Project(
        String id,
        String title,
        String organization,
        String defaultBranch,
        String repositoryUrl,
        String status,
        Links links) {

    private static final String SUSPENDED = "suspended";

    static Project of(JsonNode json) {
        // An object with a code, or a text.
        JsonNode status = json.path("status");
        boolean isSuspended = json.path("subscription").path(SUSPENDED).asBoolean();
        return new Project(
                Json.text(json, "id"),
                Json.text(json, "title"),
                Json.text(json, "organization"),
                Json.text(json, "default_branch"),
                Json.text(json.path("repository"), "url"),
                isSuspended ? SUSPENDED : status.isObject() ? Json.text(status, "code") : status.textValue(),
                Links.of(json));
    }

    /**
     * Returns the address of an environment, or without an organization, of the project, in the service's console (protocol, "Console").
     *
     * @param environment its id; null for the address of the project
     * @return empty if the console of the service is not known
     */
    public Optional<String> consoleUrl(Service service, String environment) {
        if (service.endpoints().console() == null) {
            return Optional.empty();
        }
        HttpUrl.Builder url = HttpUrl.get(service.endpoints().console()).newBuilder();
        url.addPathSegment(organization == null ? "projects" : organization).addPathSegment(id);
        if (organization != null && environment != null) {
            url.addPathSegment(environment);
        }
        return Optional.of(url.toString());
    }

    /** Returns why the project's state allows no operation, and the way out, as a clause. Empty if the state is no reason. */
    public Optional<String> obstacle() {
        return SUSPENDED.equals(status)
                ? Optional.of("project '" + id + "' is suspended by the service, mostly for lack of payment. Its"
                        + " environments cannot be used until the project's owner resolves this")
                : Optional.empty();
    }
}
