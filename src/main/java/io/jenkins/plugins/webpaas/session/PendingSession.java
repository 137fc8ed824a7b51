package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.concurrent.Futures;
import io.jenkins.plugins.webpaas.service.VendorCliNames;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Future;

/** A session on its way: its node makes it ready, while the controller asks for a certificate. */
public final class PendingSession {
    private final String id;
    private final NodeSide node;
    private final VendorCliNames cli;
    private final Future<CheckedNodeAnswer> onNode;
    private final Map<String, String> besides;
    private volatile boolean isLeft;

    PendingSession(
            String id,
            NodeSide node,
            VendorCliNames cli,
            Future<CheckedNodeAnswer> onNode,
            Map<String, String> besides) {
        this.id = id;
        this.node = node;
        this.cli = cli;
        this.onNode = onNode;
        this.besides = besides;
    }

    /** The name by which its node knows the session. */
    public String id() {
        return id;
    }

    NodeSide node() {
        return node;
    }

    /** Where it is on its node; if the node did not say so, where it would be. */
    public String directory() throws InterruptedException {
        try {
            return Futures.of(onNode).directory().toString();
        } catch (IOException e) {
            return Sessions.directoryOf(id, node);
        }
    }

    /** True if the opening failed, and the node may have something of the session all the same. */
    public boolean isLeft() {
        return isLeft;
    }

    void leave() {
        isLeft = true;
    }

    /**
     * The session without a certificate, as soon as its node has it: the variables are right, and clients of an SSH agent
     * that start now wait for the certificate.
     */
    public Session onNode() throws IOException, InterruptedException {
        CheckedNodeAnswer answer = Futures.of(onNode);
        Map<String, String> variables = SessionVariables.onNode(answer, cli);
        variables.putAll(besides);
        return new Session(id, answer, variables);
    }
}
