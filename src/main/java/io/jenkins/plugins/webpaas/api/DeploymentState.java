package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.Json;

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
