package io.jenkins.plugins.webpaas.session;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/**
 * A node that cannot be reached for the time being, or ever. Jenkins knows the loss of a node by a {@link ClosedChannelException} in
 * a failure, which {@code retry(conditions: [agent()])} looks for.
 */
public final class NodeAwayException extends IOException {
    private static final long serialVersionUID = 1;

    public NodeAwayException(String message) {
        super(message, new ClosedChannelException());
    }

    /** @param cause may be of any kind, such as a reset connection */
    public NodeAwayException(String message, Throwable cause) {
        super(message, cause);
        addSuppressed(new ClosedChannelException());
    }
}
