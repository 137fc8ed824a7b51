package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.session.EnvironmentGuard;
import io.jenkins.plugins.webpaas.session.Target;
import java.io.Serializable;
import java.time.Duration;

/**
 * What is to be run, and where.
 *
 * @param target with project and environment
 * @param app null for the environment's first by name
 * @param worker of that app; null for the app itself
 * @param line for the shell of the container
 * @param timeout for all of it, from the connection on; null for none
 * @param keepsStdout whether stdout is wanted as a text, and not in the log
 */
public record RemoteCommand(
        Target target,
        EnvironmentGuard guard,
        String app,
        String worker,
        String line,
        Duration timeout,
        boolean keepsStdout)
        implements Serializable {

    /** @throws IllegalArgumentException naming the parameter that is missing or cannot be right */
    public RemoteCommand {
        target.checkEnvironment();
        if (line == null || line.isBlank()) {
            throw new IllegalArgumentException(
                    "command: is empty. Enter a command line for the shell of the container, such as 'ls -l'");
        }
        if (timeout != null && timeout.isNegative()) {
            throw new IllegalArgumentException("timeout: '" + timeout.toMinutes()
                    + "' is no number of minutes. Leave it out to wait for as long as it takes");
        }
    }
}
