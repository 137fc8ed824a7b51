package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.client.Environment;
import java.util.List;

/** Finds the container that a command is for. */
final class Container {
    private Container() {}

    /**
     * Its {@code user@host}.
     *
     * @throws CommandException naming the parameter that leads nowhere, and what there is instead
     */
    static String address(Environment environment, RemoteCommand command) throws CommandException {
        return environment
                .sshAddress(command.app(), command.worker())
                .orElseThrow(() -> new CommandException(problem(environment, command)));
    }

    private static String problem(Environment environment, RemoteCommand command) {
        List<String> containers = environment.containers();
        String name = "environment '" + environment.id() + "'";
        if (containers.isEmpty()) {
            return "environment: "
                    + environment.busy().orElse("'" + environment.id() + "' " + noContainer(environment.status()));
        }
        String wanted = command.worker() == null
                ? "app: there is no '" + command.app() + "' in " + name
                : "worker: there is no '" + command.worker() + "'"
                        + (command.app() == null ? "" : " of app '" + command.app() + "'") + " in " + name;
        return wanted + ". There are: " + String.join(", ", containers) + " (a worker's name follows that of its app)";
    }

    private static String noContainer(String status) {
        return "active".equals(status)
                ? "offers no SSH to this account. Let the machine user use SSH in it"
                : "is " + status + ", so no container runs in it. Activate it first";
    }
}
