package io.jenkins.plugins.webpaas.activity;

import java.io.IOException;

/** A source operation that an environment does not have; the message is for users. */
public final class UnknownOperationException extends IOException {
    private static final long serialVersionUID = 1;

    UnknownOperationException(String message) {
        super(message);
    }
}
