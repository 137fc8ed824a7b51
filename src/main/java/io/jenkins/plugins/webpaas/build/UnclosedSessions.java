package io.jenkins.plugins.webpaas.build;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.webpaas.node.NodePlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.GlobalConfiguration;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Sessions that could not be closed, since their nodes were away. They are closed when the nodes are back. */
@Extension
@Restricted(NoExternalUse.class)
public final class UnclosedSessions extends GlobalConfiguration {
    private static final Logger LOGGER = Logger.getLogger(UnclosedSessions.class.getName());

    /** So many that a whole cluster can be away for a night, and yet soon read. The oldest go first. */
    private static final int MOST = 1_000;

    private final List<UnclosedSessionState> sessions = new ArrayList<>();

    public UnclosedSessions() {
        load();
    }

    static UnclosedSessions get() {
        return ExtensionList.lookupSingleton(UnclosedSessions.class);
    }

    /** The list is nothing to be configured. */
    @Override
    public String getGlobalConfigPage() {
        return null;
    }

    /**
     * Keeps a session until its node is back.
     *
     * @return false if the node does not exist any more, and with it the session
     */
    synchronized boolean add(NodePlace place, String id, String directory) {
        sessions.removeIf(session -> session.id().equals(id) || !session.place().exists());
        boolean exists = place.exists();
        if (exists) {
            if (sessions.size() == MOST) {
                sessions.remove(0);
            }
            sessions.add(new UnclosedSessionState(place, id, directory));
        }
        save();
        return exists;
    }

    private synchronized void remove(UnclosedSessionState session) {
        sessions.remove(session);
        save();
    }

    private synchronized List<UnclosedSessionState> on(String node) {
        return sessions.stream()
                .filter(session -> session.place().node().equals(node))
                .toList();
    }

    /**
     * Closes the sessions of a node that is back. What cannot be closed is tried again when the node comes back the next time.
     *
     * @param channel to the node
     */
    void close(String node, VirtualChannel channel) throws InterruptedException {
        for (UnclosedSessionState session : on(node)) {
            try {
                List<String> left = session.place()
                        .over(channel)
                        .close(session.id(), session.directory())
                        .left();
                if (!left.isEmpty()) {
                    LOGGER.warning(() -> "Files of a Web PaaS session could not be deleted on the node '" + node + "': "
                            + left.get(0));
                }
                remove(session);
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.FINE, e, () -> "Web PaaS session " + session.id() + " is not closed yet");
            }
        }
    }
}
