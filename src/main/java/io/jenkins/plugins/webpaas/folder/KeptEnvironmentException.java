package io.jenkins.plugins.webpaas.folder;

import java.io.IOException;

/** The reason why an environment is not deleted: Jenkins has no cause to delete it any more. */
final class KeptEnvironmentException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param reason one or more sentences */
    KeptEnvironmentException(String reason) {
        super(reason);
    }
}
