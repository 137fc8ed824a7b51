package io.jenkins.plugins.webpaas.session;

import java.io.IOException;

/** A node that cannot be reached for the time being, or ever. */
public final class NodeAwayException extends IOException {
    private static final long serialVersionUID = 1;

    public NodeAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
