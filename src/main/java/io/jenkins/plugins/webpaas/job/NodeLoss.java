package io.jenkins.plugins.webpaas.job;

import hudson.AbortException;
import io.jenkins.plugins.webpaas.session.NodeAwayException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Keeps the loss of a node as the cause of a failure. */
@Restricted(NoExternalUse.class)
public final class NodeLoss {
    private NodeLoss() {}

    /**
     * Returns a failure for users with the message of another failure. A lost node stays its cause, so that {@code retry(conditions: [agent()])}
     * sees the loss. Other causes are left out, because Jenkins takes a broken connection to the service for a lost node.
     */
    public static AbortException abort(Throwable failure) {
        return abort(failure, failure.getMessage());
    }

    /** @param message of the failure for users; null for none */
    public static AbortException abort(Throwable failure, String message) {
        AbortException abort = new AbortException(message);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NodeAwayException) {
                abort.initCause(cause);
                break;
            }
        }
        return abort;
    }
}
