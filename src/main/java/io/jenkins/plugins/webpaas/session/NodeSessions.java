package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.session.NodeSide.Closed;
import io.jenkins.plugins.webpaas.session.NodeSide.Opened;
import io.jenkins.plugins.webpaas.session.NodeSide.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that are open in this JVM, a node's; what {@link NodeSide} says of its methods is true of these. */
public final class NodeSessions {
    /** The one of this JVM; calls from the controller come here, one after the other for each session. */
    public static final NodeSessions HERE = new NodeSessions();

    private final Map<String, NodeSession> sessions = new ConcurrentHashMap<>();

    NodeSessions() {}

    public Opened open(Request request) throws IOException {
        NodeSession session = new NodeSession(request);
        sessions.put(request.id(), session);
        return session.opened();
    }

    public boolean install(String id, String certificate, Duration lifetime) throws IOException {
        NodeSession session = sessions.get(id);
        if (session == null) {
            return false;
        }
        session.install(certificate, lifetime);
        return true;
    }

    public Closed close(String id, String directory) throws IOException {
        NodeSession session = sessions.remove(id);
        if (session == null) {
            return new Closed(List.of(), List.of(), NodeSession.deleteLeftOver(id, directory));
        }
        return session.close();
    }
}
