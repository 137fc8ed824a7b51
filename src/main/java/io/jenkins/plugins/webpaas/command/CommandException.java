package io.jenkins.plugins.webpaas.command;

import java.io.IOException;

/** A command that was not run, or not to its end. The message is for users: what failed, why, and what to do about it. */
public final class CommandException extends IOException {
    private static final long serialVersionUID = 1;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
