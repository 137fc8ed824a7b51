package io.jenkins.plugins.webpaas.api;

import java.io.IOException;

/** The refusal to delete the data of an environment that must keep it. Nothing was started. */
public final class RefusedDeletionException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedDeletionException(String message) {
        super(message);
    }
}
