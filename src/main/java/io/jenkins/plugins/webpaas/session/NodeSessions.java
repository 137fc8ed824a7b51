package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.session.NodeSide.Closed;
import io.jenkins.plugins.webpaas.session.NodeSide.News;
import io.jenkins.plugins.webpaas.session.NodeSide.Opened;
import io.jenkins.plugins.webpaas.session.NodeSide.Request;
import io.jenkins.plugins.webpaas.ssh.client.ProcessIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The sessions that are open in this JVM, a node's; what {@link NodeSide} says of its methods is true of these. */
public final class NodeSessions {
    /** The one of this JVM; calls from the controller come here, one after the other for each session. */
    public static final NodeSessions HERE = new NodeSessions();

    /** In milliseconds. What a session has lost is to be there again within a second or two. */
    private static final int BETWEEN_LOOKS = 500;

    private static final int LOOKS = 120;

    private final Map<String, NodeSession> sessions = new ConcurrentHashMap<>();

    NodeSessions() {}

    public Opened open(Request request) throws IOException {
        NodeSession session = new NodeSession(request);
        sessions.put(request.id(), session);
        return session.opened();
    }

    public boolean install(String id, String certificate, Duration lifetime) throws IOException {
        NodeSession session = sessions.get(id);
        return session != null && session.install(certificate, lifetime);
    }

    /**
     * Waits for news of the sessions.
     *
     * @return empty if there are none for a minute
     */
    public ArrayList<News> awaitNews() throws InterruptedException {
        for (int i = 0; i < LOOKS; i++) {
            ProcessIdentity.ask(
                    sessions.values().stream().flatMap(NodeSession::inProcess).toList());
            ArrayList<News> news = new ArrayList<>();
            sessions.forEach((id, session) -> {
                News one = session.look(id);
                if (one != null) {
                    news.add(one);
                }
            });
            if (!news.isEmpty()) {
                return news;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS);
        }
        return new ArrayList<>();
    }

    public Closed close(String id, String directory) throws IOException {
        NodeSession session = sessions.remove(id);
        return session == null ? NodeSession.closeLeftOver(id, directory) : session.close();
    }
}
