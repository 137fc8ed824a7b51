package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.concurrent.Futures;
import io.jenkins.plugins.webpaas.service.VendorCliNames;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Future;

/** A session that is being opened. Its node prepares it while the controller requests a certificate. */
public final class PendingSession {
    private final String id;
    private final NodeSide node;
    private final VendorCliNames cli;
    private final Future<CheckedNodeAnswer> nodeAnswer;
    private final Map<String, String> extraVariables;
    private volatile boolean isAbandoned;

    PendingSession(
            String id,
            NodeSide node,
            VendorCliNames cli,
            Future<CheckedNodeAnswer> nodeAnswer,
            Map<String, String> extraVariables) {
        this.id = id;
        this.node = node;
        this.cli = cli;
        this.nodeAnswer = nodeAnswer;
        this.extraVariables = extraVariables;
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
            return Futures.of(nodeAnswer).directory().toString();
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
        CheckedNodeAnswer answer = Futures.of(nodeAnswer);
        Map<String, String> variables = SessionVariables.onNode(answer, cli);
        variables.putAll(extraVariables);
        return new Session(id, answer, variables);
    }
}
