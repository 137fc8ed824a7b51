package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import java.io.IOException;
import java.util.Optional;

/** Finds the container that a command is for. */
final class ContainerLookup {
    private ContainerLookup() {}

    /**
     * Its {@code user@host}.
     *
     * @throws CommandException naming the parameter that leads nowhere, and what there is instead
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
                        + "' offers no SSH to this account. Let the machine user use" + " SSH in it"));
    }

    /** Says which one it is of several; empty if there is no doubt. */
    static Optional<String> choice(Environment environment, RemoteCommand command) {
        return command.app() == null ? environment.choice(command.worker()) : Optional.empty();
    }
}
