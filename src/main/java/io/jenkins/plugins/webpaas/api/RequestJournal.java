package io.jenkins.plugins.webpaas.api;

import java.io.IOException;

/** Where somebody who starts an operation keeps what must outlive a crash. */
public interface RequestJournal {
    /**
     * Called before the request is sent, which it is only if this returns. Others' starts do not wait for that.
     *
     * @throws IOException if it cannot be kept; then nothing is started
     */
    void keep(PendingRequest asked) throws IOException;

    /**
     * Called right before the request is sent: from now on, and not before, the operation may have begun.
     *
     * @throws IOException if it is not to be sent any more
     */
    default void sending() throws IOException {}
}
