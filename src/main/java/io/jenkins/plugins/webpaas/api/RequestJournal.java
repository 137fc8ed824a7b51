package io.jenkins.plugins.webpaas.api;

import java.io.IOException;

/** Keeps the requests of operations, so that a caller finds the operation after a crash ({@link Operations#find}). */
public interface RequestJournal {
    /**
     * Keeps a request that will be sent. Starts of other builds do not wait for this method.
     *
     * @throws IOException if the request cannot be kept; then nothing is started
     */
    void keep(PendingRequest request) throws IOException;

    /**
     * Notes that the request is about to be sent. Before this call, the operation cannot have started.
     *
     * @throws IOException if the request must not be sent any more
     */
    default void sending() throws IOException {}
}
