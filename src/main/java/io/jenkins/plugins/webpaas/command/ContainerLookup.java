package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import java.io.IOException;
import java.util.Optional;

/** Finds the container that a command is for. */
final class ContainerLookup {
    private ContainerLookup() {}

    /**
     * Returns the {@code user@host} of the command's container.
     *
     * @throws CommandException with the parameter that matches no container, and the containers that there are
     */
    static String address(WebPaasApi api, Environment environment, RemoteCommand command) throws IOException {
        Optional<String> address = environment.sshAddress(command.app(), command.worker());
        if (address.isPresent()) {
            return address.get();
        }
        if (!environment.containers().isEmpty()) {
            throw new CommandException(environment.absence(command.app(), command.worker()));
        }
        throw new CommandException(api.obstacle(environment)
                .map(reason -> "The command was not run: " + reason)
                .orElse("environment: '" + environment.id()
                        + "' offers no SSH to this account. Let the machine user use SSH in it"));
    }

    /** Returns a phrase about the choice among several containers; empty if there is one. */
    static Optional<String> choice(Environment environment, RemoteCommand command) {
        return command.app() == null ? environment.choice(command.worker()) : Optional.empty();
    }
}
