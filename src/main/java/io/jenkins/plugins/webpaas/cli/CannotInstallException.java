package io.jenkins.plugins.webpaas.cli;

import java.io.IOException;

/** A release that cannot be installed; the message begins with the name of the field that it is about. */
public final class CannotInstallException extends IOException {
    private static final long serialVersionUID = 1;

    public CannotInstallException(String message) {
        super(message);
    }

    CannotInstallException(String message, Throwable cause) {
        super(message, cause);
    }
}
