package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * An environment's last deployment (protocol, "Deployed").
 *
 * @param failureReason {@code error} for the deployment's own failure, {@code shell} for that of a command in it; null for none
 */
record LastDeployment(String failureReason, List<StandInActivity.Command> commands, Instant at) {
    LastDeployment {
        commands = List.copyOf(commands);
    }

    /** Returns the outcome of an activity. A command that failed does not undo what was deployed. */
    static LastDeployment of(Result result, List<StandInActivity.Command> commands, Instant at) {
        boolean isCommandFailed = commands.stream().anyMatch(command -> command.exitCode() > 0);
        String reason = result != Result.SUCCESS ? "error" : isCommandFailed ? "shell" : null;
        return new LastDeployment(reason, commands, at);
    }

    ObjectNode json() {
        ObjectNode json = StandInJson.object()
                .put("last_state_update_successful", !"error".equals(failureReason))
                .put("last_deployment_successful", failureReason == null)
                .put("last_deployment_failure_reason", failureReason)
                .put("last_deployment_at", StandInJson.time(at))
                .put("last_autoscale_up_at", (String) null)
                .put("last_autoscale_down_at", (String) null)
                .put("last_maintenance_at", (String) null);
        json.set("last_deployment_commands", commands(commands));
        json.putObject("crons").put("enabled", true).put("status", "running");
        return json;
    }

    static ArrayNode commands(List<StandInActivity.Command> commands) {
        ArrayNode list = StandInJson.array();
        for (StandInActivity.Command command : commands) {
            list.addObject()
                    .put("app", command.app())
                    .put("type", command.type())
                    .put("exit_code", command.exitCode());
        }
        return list;
    }
}
