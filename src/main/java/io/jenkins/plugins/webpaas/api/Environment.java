package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.Json;
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
 * @param status such as {@code active}, {@code inactive} or {@code paused}; may be null
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

    /** Says why nothing is offered there to anybody, and the way out, as a clause; empty if its state is no reason. */
    public Optional<String> obstacle() {
        if (isDirty) {
            return Optional.of(
                    "an activity is pending or running in environment '" + id + "'. Try again after its end");
        }
        return switch (status == null ? "" : status) {
            case "paused" -> Optional.of("environment '" + id + "' is paused: resume it");
            case "inactive" -> Optional.of("environment '" + id + "' is inactive: activate it");
            case "deleting" -> Optional.of("environment '" + id + "' is being deleted");
            default -> Optional.empty();
        };
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

    /** Names of its apps, as far as they have an SSH address each: those of a dedicated project have not. */
    public List<String> apps() {
        return SshLinks.choices(links, null);
    }

    /** Says that an app or worker is not among its containers, and what they are; begins with the parameter's name. */
    public String absence(String app, String worker) {
        String wanted = worker == null
                ? "app: there is no '" + app + "'"
                : "worker: there is no '" + worker + "'" + (app == null ? "" : " of app '" + app + "'");
        return wanted + " in environment '" + id + "'. There are: " + String.join(", ", containers())
                + " (a worker's name follows that of its app)";
    }

    /**
     * Says which container {@link #sshAddress} takes where no app is named, and what else there is.
     *
     * @param worker name of a worker; null for apps
     * @return empty if there is nothing else
     */
    public Optional<String> choice(String worker) {
        List<String> choices = SshLinks.choices(links, worker);
        return choices.size() < 2
                ? Optional.empty()
                : Optional.of("'" + choices.get(0) + "', the first by name, as app names none. Environment '" + id
                        + "' also has: " + String.join(", ", choices.subList(1, choices.size())));
    }
}
