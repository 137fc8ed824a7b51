package io.jenkins.plugins.webpaas.api;

import java.io.IOException;

/** Keeps the requests of operations, so that a caller finds the operation after a crash ({@link Operations#find}). */
public interface RequestJournal {
    /** Keeps a request that will be sent. After an exception, nothing is started. Starts of other builds do not wait for this method. */
    void keep(PendingRequest request) throws IOException;

    /** Notes that the request is about to be sent. Before this call, and after an exception, the operation cannot have started. */
    default void sending() throws IOException {}
}
