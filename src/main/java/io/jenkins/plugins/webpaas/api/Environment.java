package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An environment (protocol, "Projects and environments").
 *
 * @param project id of the project; never null
 * @param id name and git branch, perhaps with slashes; never null
 * @param machineName name within host names; may be null
 * @param title may be null
 * @param type such as {@code production}; may be null
 * @param status such as {@code active}, {@code inactive} or {@code paused}; may be null
 * @param isDirty whether an activity is pending or running, during which the API offers no operations and no SSH, and the status may be
 *     {@code dirty} instead of what it is without the activity
 * @param isDefault whether it is the default environment of the project
 * @param parent id of the parent; null if there is none
 * @param headCommit the commit that the branch is at; null if the branch has none
 * @param hasStagedActivities whether changes are held until a user deploys them
 * @param canRollingDeploy whether staged changes can be deployed while the site is up
 * @param deployment what the last deployment left
 */
public record Environment(
        String project,
        String id,
        String machineName,
        String title,
        String type,
        String status,
        boolean isDirty,
        boolean isDefault,
        String parent,
        String headCommit,
        boolean hasStagedActivities,
        boolean canRollingDeploy,
        DeploymentState deployment,
        Links links) {

    /** The links that only a running environment has. */
    private static final Set<String> RUNNING = Set.of("#backup", "#pause");

    static Environment of(String project, JsonNode json) {
        return new Environment(
                project,
                Json.text(json, "id"),
                Json.text(json, "machine_name"),
                Json.text(json, "title"),
                Json.text(json, "type"),
                Json.text(json, "status"),
                json.path("is_dirty").asBoolean() || "dirty".equals(Json.text(json, "status")),
                json.path("is_main").asBoolean(),
                Json.text(json, "parent"),
                Json.text(json, "head_commit"),
                json.path("has_staged_activities").asBoolean(),
                json.path("can_rolling_deploy").asBoolean(),
                DeploymentState.of(json.path("deployment_state")),
                Links.of(json));
    }

    /** Tells whether the environment has services, which also run. While an activity hides the status, the links tell. */
    public boolean isActive() {
        return "active".equals(status) || isDirty && RUNNING.stream().anyMatch(links.hrefs()::containsKey);
    }

    public boolean isInactive() {
        return "inactive".equals(status);
    }

    public boolean isPaused() {
        return "paused".equals(status);
    }

    public boolean isBeingDeleted() {
        return "deleting".equals(status);
    }

    void checkParent(String verb) throws IOException {
        if (parent == null) {
            throw new IOException("Environment '" + id + "' has no parent to " + verb + ", and nothing was started.");
        }
    }

    /** Returns why the environment's state allows no operation, and the way out, as a clause. Empty if the state is no reason. */
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
     * Returns the {@code user@host} of an app's or a worker's container (protocol, "SSH and git addresses").
     *
     * @param app name of the app; null for the first app by name, or the first that has such a worker
     * @param worker name of a worker of the app; null for the app itself
     * @return empty if the environment is not active, has no such app or worker, or the account may not use SSH
     */
    public Optional<String> sshAddress(String app, String worker) {
        return SshLinks.address(links, app, worker);
    }

    /** Returns the names of the apps, and of the workers as {@code app--worker}, for which the account may use SSH. */
    public List<String> containers() {
        return SshLinks.containers(links);
    }

    /** Returns the names of the apps that have an SSH address of their own. The apps of a dedicated project have none. */
    public List<String> apps() {
        return SshLinks.choices(links, null);
    }

    /** Returns a message which says that there is no such app or worker, and what there is. It begins with the parameter's name. */
    public String absence(String app, String worker) {
        String missing = worker == null
                ? "app: there is no '" + app + "'"
                : "worker: there is no '" + worker + "'" + (app == null ? "" : " of app '" + app + "'");
        return missing + " in environment '" + id + "'. There are: " + String.join(", ", containers())
                + " (a worker's name comes after its app's name)";
    }

    /**
     * Returns a text which says which container {@link #sshAddress} takes if no app is named, and what other containers there are.
     *
     * @param worker name of a worker; null for apps
     * @return empty if there is no choice
     */
    public Optional<String> choice(String worker) {
        List<String> choices = SshLinks.choices(links, worker);
        return choices.size() < 2
                ? Optional.empty()
                : Optional.of("'" + choices.get(0) + "', the first by name, as app names none. Environment '" + id
                        + "' also has: " + String.join(", ", choices.subList(1, choices.size())));
    }

    /**
     * The state that an environment's last deployment left (protocol, "Deployed").
     *
     * @param hasFailed whether the service says that the deployment failed; false if the service does not say
     * @param isSwitched whether the service says that the new code runs nevertheless
     * @param failureReason such as {@code shell} for a command that failed; may be null
     */
    public record DeploymentState(boolean hasFailed, boolean isSwitched, String failureReason) {

        static DeploymentState of(JsonNode json) {
            JsonNode successful = json.path("last_deployment_successful");
            return new DeploymentState(
                    successful.isBoolean() && !successful.booleanValue(),
                    json.path("last_state_update_successful").asBoolean(),
                    Json.text(json, "last_deployment_failure_reason"));
        }

        /** Tells whether the code was deployed, and a command failed. */
        public boolean isCommandFailed() {
            return hasFailed && isSwitched && "shell".equals(failureReason);
        }
    }
}
