package io.jenkins.plugins.webpaas.session;

import java.io.IOException;

/** A project or environment that is there, and that the block could do nothing with. */
public final class UnusableTargetException extends IOException {
    private static final long serialVersionUID = 1;

    UnusableTargetException(String message) {
        super(message);
    }
}
