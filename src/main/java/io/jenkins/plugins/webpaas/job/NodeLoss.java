package io.jenkins.plugins.webpaas.job;

import hudson.AbortException;
import io.jenkins.plugins.webpaas.session.NodeAwayException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The loss of a node as the cause of a failure. */
@Restricted(NoExternalUse.class)
public final class NodeLoss {
    private NodeLoss() {}

    /**
     * A failure for users, with the message of another. A lost node stays the cause, so that Jenkins sees the loss. Other causes are
     * left out, since Jenkins would take a broken connection to the service for a lost node.
     */
    public static AbortException abort(Throwable failure) {
        return abort(failure, failure.getMessage());
    }

    /**
     * The same with a message of its own.
     *
     * @param message null for none
     */
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
