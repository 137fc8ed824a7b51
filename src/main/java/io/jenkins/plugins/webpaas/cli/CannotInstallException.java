package io.jenkins.plugins.webpaas.cli;

import java.io.IOException;

/** Says that a release cannot be installed. The message begins with the name of the field that causes the problem. */
public final class CannotInstallException extends IOException {
    private static final long serialVersionUID = 1;

    public CannotInstallException(String message) {
        super(message);
    }

    CannotInstallException(String message, Throwable cause) {
        super(message, cause);
    }
}
