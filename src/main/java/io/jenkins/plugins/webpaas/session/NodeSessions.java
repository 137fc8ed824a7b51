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

/** The open sessions of a node's JVM. The methods do what {@link NodeSide} says of methods of the same name. */
public final class NodeSessions {
    /** The sessions of this JVM. The controller calls it, with one call at a time for each session. */
    public static final NodeSessions HERE = new NodeSessions();

    /** The time between two checks, in milliseconds. A loss is repaired within a second or two. */
    private static final int CHECK_INTERVAL = 500;

    private static final int CHECKS = 120;

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
     * @return news; none after a minute without any
     */
    public ArrayList<News> awaitNews() throws InterruptedException {
        for (int i = 0; i < CHECKS; i++) {
            ProcessIdentity.ask(sessions.values().stream()
                    .flatMap(NodeSession::processIdentity)
                    .toList());
            ArrayList<News> news = new ArrayList<>();
            sessions.forEach((id, session) -> {
                News sessionNews = session.takeNews(id);
                if (sessionNews != null) {
                    news.add(sessionNews);
                }
            });
            if (!news.isEmpty()) {
                return news;
            }
            TimeUnit.MILLISECONDS.sleep(CHECK_INTERVAL);
        }
        return new ArrayList<>();
    }

    public Closed close(String id, String directory) throws IOException {
        NodeSession session = sessions.remove(id);
        return session == null ? NodeSession.closeUnknown(id, directory) : session.close();
    }
}
