package io.jenkins.plugins.webpaas.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * An environment (protocol section 4).
 *
 * @param project id; never null
 * @param id its name and git branch, perhaps with slashes; never null
 * @param machineName its name in host names; may be null
 * @param title may be null
 * @param type such as {@code production}; may be null
 * @param status such as {@code active} or {@code inactive}; may be null
 * @param isDirty an activity is pending or running there; the API then offers no operations and no SSH
 */
public record Environment(
        String project,
        String id,
        String machineName,
        String title,
        String type,
        String status,
        boolean isDirty,
        Links links) {

    static Environment of(String project, JsonNode json) {
        return new Environment(
                project,
                Json.text(json, "id"),
                Json.text(json, "machine_name"),
                Json.text(json, "title"),
                Json.text(json, "type"),
                Json.text(json, "status"),
                json.path("is_dirty").asBoolean() || "dirty".equals(Json.text(json, "status")),
                Links.of(json));
    }

    /** Says why something is not offered there for the moment; empty if an activity is no reason. */
    public Optional<String> busy() {
        return isDirty
                ? Optional.of("an activity is pending or running in environment '" + id + "'. Try again after its end")
                : Optional.empty();
    }

    /**
     * The {@code user@host} of an app's container (protocol section 3, "SSH and git addresses").
     *
     * @param app its name; null for the first app by name
     * @return empty if the environment is not active, has no such app, or the account may not use SSH
     */
    public Optional<String> sshAddress(String app) {
        return sshAddress(app, null);
    }

    /**
     * The same for a worker's container.
     *
     * @param worker its name; null for the app itself
     */
    public Optional<String> sshAddress(String app, String worker) {
        return SshLinks.address(links, app, worker);
    }

    /** Names of its apps, and of its workers as {@code app--worker}, as far as the account may use SSH there. */
    public List<String> containers() {
        return SshLinks.containers(links);
    }
}
