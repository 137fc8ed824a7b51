package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.session.EnvironmentGuard;
import io.jenkins.plugins.webpaas.session.Target;
import java.io.Serializable;
import java.time.Duration;

/** A command line, and the container to run it in. */
public final class RemoteCommand implements Serializable {
    private static final long serialVersionUID = 1;

    private final Target target;
    private final EnvironmentGuard guard;
    private final String app;
    private final String worker;
    private final String line;
    private final Duration timeout;
    private final boolean keepsStdout;

    /** @throws IllegalArgumentException with the name of the missing or invalid parameter */
    public RemoteCommand(
            Target target,
            EnvironmentGuard guard,
            String app,
            String worker,
            String line,
            Duration timeout,
            boolean keepsStdout) {
        target.checkEnvironment();
        if (line == null || line.isBlank()) {
            throw new IllegalArgumentException(
                    "command: is empty. Enter a command line for the shell of the container, such as 'ls -l'");
        }
        if (timeout != null && timeout.isNegative()) {
            throw new IllegalArgumentException("timeout: '" + timeout.toMinutes()
                    + "' is no number of minutes. Leave it out to wait for as long as it takes");
        }
        this.target = target;
        this.guard = guard;
        this.app = app;
        this.worker = worker;
        this.line = line;
        this.timeout = timeout;
        this.keepsStdout = keepsStdout;
    }

    public Target target() {
        return target;
    }

    public EnvironmentGuard guard() {
        return guard;
    }

    /** Returns the app's name; null for the environment's first by name. */
    public String app() {
        return app;
    }

    /** Returns the name of a worker of the app; null for the app itself. */
    public String worker() {
        return worker;
    }

    public String line() {
        return line;
    }

    /** Returns the time-out from the connection on; null for none. */
    public Duration timeout() {
        return timeout;
    }

    public boolean keepsStdout() {
        return keepsStdout;
    }
}
