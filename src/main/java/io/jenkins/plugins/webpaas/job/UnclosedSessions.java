package io.jenkins.plugins.webpaas.job;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.model.Computer;
import hudson.model.PeriodicWork;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.webpaas.config.SavedData;
import io.jenkins.plugins.webpaas.node.SessionLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The list of all sessions on nodes, each from before its opening until it is closed. A session is abandoned if no build closes it any more, because
 * its node was away or the controller died. Abandoned sessions are closed when their nodes are connected.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class UnclosedSessions extends SavedData {
    private static final Logger LOGGER = Logger.getLogger(UnclosedSessions.class.getName());

    /**
     * The maximum number of abandoned sessions. A whole cluster can be away for a night, and the list is still read fast. The oldest go first.
     */
    private static final int MAX_ABANDONED = 1_000;

    private final List<UnclosedSessionState> sessions = new ArrayList<>();

    /** Ids of the sessions that builds have opened or resumed since the controller started, and will close. */
    private final transient Set<String> inUse = new HashSet<>();

    /** Names of the nodes on which sessions are being closed, so that a node that hangs takes one thread only. */
    private final transient Set<String> closing = ConcurrentHashMap.newKeySet();

    public UnclosedSessions() {
        load();
    }

    static UnclosedSessions get() {
        return ExtensionList.lookupSingleton(UnclosedSessions.class);
    }

    /** Adds the session of a build. May be called again, also with another directory. */
    synchronized void open(SessionLocation location, String id, String directory, String build) {
        inUse.add(id);
        boolean isKnown = sessions.stream()
                .anyMatch(session ->
                        session.id().equals(id) && session.directory().equals(directory) && session.hasBuild());
        if (!isKnown) {
            sessions.removeIf(session -> session.id().equals(id));
            sessions.add(new UnclosedSessionState(location, id, directory, build));
            save();
        }
    }

    /** Marks a session as in use again, because its build goes on after a restart of the controller. */
    synchronized void resume(String id) {
        inUse.add(id);
    }

    /** Removes a session that was closed. */
    synchronized void closed(String id) {
        inUse.remove(id);
        if (sessions.removeIf(session -> session.id().equals(id))) {
            save();
        }
    }

    /**
     * Keeps a session that its build does not close any more, until its node is connected.
     *
     * @return false if there is no such session, or if its node was deleted
     */
    synchronized boolean abandon(String id) {
        inUse.remove(id);
        Optional<UnclosedSessionState> session =
                sessions.stream().filter(each -> each.id().equals(id)).findAny();
        if (session.isEmpty()) {
            return false;
        }
        sessions.removeIf(each -> each == session.get() || !each.location().exists());
        boolean exists = session.get().location().exists();
        if (exists) {
            List<UnclosedSessionState> others = notInUse();
            if (others.size() == MAX_ABANDONED) {
                sessions.remove(others.get(0));
            }
            sessions.add(session.get().withoutBuild());
        }
        save();
        return exists;
    }

    private synchronized List<UnclosedSessionState> notInUse() {
        return sessions.stream()
                .filter(session -> !inUse.contains(session.id()))
                .toList();
    }

    /** Closes abandoned sessions on the nodes that are connected. */
    void closeAbandoned() {
        notInUse().stream()
                .filter(UnclosedSessionState::isAbandoned)
                .map(session -> session.location().node())
                .distinct()
                .forEach(this::closeOn);
    }

    private void closeOn(String node) {
        Computer computer = Jenkins.get().getComputer(node);
        VirtualChannel channel = computer == null ? null : computer.getChannel();
        if (channel != null && closing.add(node)) {
            Computer.threadPoolForRemoting.execute(() -> {
                try {
                    close(node, channel);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    closing.remove(node);
                }
            });
        }
    }

    /**
     * Closes the abandoned sessions of a node. Sessions that cannot be closed are tried again later.
     *
     * @param channel to the node
     */
    void close(String node, VirtualChannel channel) throws InterruptedException {
        for (UnclosedSessionState session : notInUse()) {
            if (session.location().node().equals(node) && session.isAbandoned()) {
                close(session, channel);
            }
        }
    }

    private void close(UnclosedSessionState session, VirtualChannel channel) throws InterruptedException {
        try {
            List<String> undeleted = session.location()
                    .over(channel)
                    .close(session.id(), session.directory())
                    .undeleted();
            if (!undeleted.isEmpty()) {
                LOGGER.warning(() -> "Files of a Web PaaS session could not be deleted on the node '"
                        + session.location().node() + "': " + undeleted.get(0));
            }
            closed(session.id());
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "Web PaaS session " + session.id() + " is not closed yet");
        }
    }

    /**
     * Closes abandoned sessions each minute. {@link ReturningNodes} alone does not suffice: a build may end after its node is back, and the
     * built-in node never reconnects.
     */
    @Extension
    public static final class Work extends PeriodicWork {
        private static final long INITIAL_DELAY_SECONDS = 10;

        @Override
        public long getRecurrencePeriod() {
            return MIN;
        }

        @Override
        public long getInitialDelay() {
            return TimeUnit.SECONDS.toMillis(INITIAL_DELAY_SECONDS);
        }

        /** Does nothing before Jenkins has started, because no build is loaded yet. */
        @Override
        protected void doRun() {
            if (Jenkins.get().getInitLevel() == InitMilestone.COMPLETED) {
                Computer.threadPoolForRemoting.execute(get()::closeAbandoned);
            }
        }
    }
}
