package io.jenkins.plugins.webpaas.command;

import java.io.IOException;

/** Thrown when a command was not run, or not to its end. The message tells users the cause and the way out. */
public final class CommandException extends IOException {
    private static final long serialVersionUID = 1;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
