package io.jenkins.plugins.webpaas.git;

import java.io.IOException;

/** The failure of a git command, with a message for users that says the way out. */
public final class GitException extends IOException {
    private static final long serialVersionUID = 1;

    GitException(String message) {
        super(message);
    }
}
