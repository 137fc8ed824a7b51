package io.jenkins.plugins.webpaas.session;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/**
 * Thrown when a node cannot be reached, for now or for good. Contains a {@link ClosedChannelException}, by which Jenkins'
 * {@code retry(conditions: [agent()])} recognises the loss of a node.
 */
public final class NodeAwayException extends IOException {
    private static final long serialVersionUID = 1;

    public NodeAwayException(String message) {
        super(message, new ClosedChannelException());
    }

    /** @param cause any failure, such as a reset connection */
    public NodeAwayException(String message, Throwable cause) {
        super(message, cause);
        addSuppressed(new ClosedChannelException());
    }
}
