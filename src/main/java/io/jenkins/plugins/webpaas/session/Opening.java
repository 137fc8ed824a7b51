package io.jenkins.plugins.webpaas.session;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Future;

/** A session on its way: its node makes it ready, while the controller asks for a certificate. */
public final class Opening {
    private final String id;
    private final NodeSide node;
    private final Future<NodeSide.Opened> onNode;
    private final Map<String, String> besides;

    Opening(String id, NodeSide node, Future<NodeSide.Opened> onNode, Map<String, String> besides) {
        this.besides = besides;
        this.id = id;
        this.node = node;
        this.onNode = onNode;
    }

    String id() {
        return id;
    }

    NodeSide node() {
        return node;
    }

    NodeSide.Opened opened() throws IOException, InterruptedException {
        return Results.of(onNode);
    }

    /**
     * The session without a certificate, as soon as its node has it: the variables are right, and clients of an SSH agent
     * that start now wait for the certificate.
     */
    public Session onNode() throws IOException, InterruptedException {
        return new Session(id, opened(), besides);
    }
}
