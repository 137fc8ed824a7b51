package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.concurrent.Futures;
import java.io.IOException;
import java.util.concurrent.Future;

/** A session that is being opened. Its node prepares it while the controller requests a certificate. */
public final class PendingSession {
    private final String id;
    private final NodeSide node;
    private final Future<Session> session;
    private volatile boolean isAbandoned;

    PendingSession(String id, NodeSide node, Future<Session> session) {
        this.id = id;
        this.node = node;
        this.session = session;
    }

    public String id() {
        return id;
    }

    NodeSide node() {
        return node;
    }

    /** Returns the directory on the node; if opening failed there, the directory that the session would have. */
    public String directory() throws InterruptedException {
        try {
            return Futures.of(session).directory();
        } catch (IOException e) {
            return Sessions.directoryOf(id, node);
        }
    }

    /** Tells whether opening failed and the node may have files of the session all the same. */
    public boolean isAbandoned() {
        return isAbandoned;
    }

    void abandon() {
        isAbandoned = true;
    }

    /**
     * Returns the session without a certificate, as soon as the node has it. Its variables are complete but for the target's, and
     * clients of an SSH agent wait for the certificate.
     */
    public Session onNode() throws IOException, InterruptedException {
        return Futures.of(session);
    }
}
