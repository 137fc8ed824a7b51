package io.jenkins.plugins.webpaas.session;

import java.io.IOException;

/** Thrown when a project or environment exists, but a block could not use it. */
public final class UnusableTargetException extends IOException {
    private static final long serialVersionUID = 1;

    UnusableTargetException(String message) {
        super(message);
    }
}
