package io.jenkins.plugins.webpaas.job;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.model.Computer;
import hudson.model.PeriodicWork;
import hudson.remoting.VirtualChannel;
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
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The sessions of all nodes, each from before its opening until its end. Those that no build closes any more, as their nodes were away
 * or the controller died, are closed when their nodes are there.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class UnclosedSessions extends GlobalConfiguration {
    private static final Logger LOGGER = Logger.getLogger(UnclosedSessions.class.getName());

    /**
     * The most sessions without a build: so many that a whole cluster can be away for a night, and yet soon read. The oldest go first.
     */
    private static final int MOST = 1_000;

    private final List<UnclosedSessionState> sessions = new ArrayList<>();

    /** Ids of the sessions that builds opened, or went on with, in this run of the controller, and will close. */
    private final transient Set<String> inUse = new HashSet<>();

    /** Names of the nodes on which sessions are being closed; a node that hangs gets no second thread. */
    private final transient Set<String> closing = ConcurrentHashMap.newKeySet();

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

    /** Tells no listener: a plugin that keeps a history of the configuration would keep each session. */
    @Override
    public synchronized void save() {
        try {
            getConfigFile().write(this);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The list of Web PaaS sessions cannot be saved", e);
        }
    }

    /** Keeps a session for as long as its build has it. May be called again, also with another directory. */
    synchronized void open(SessionLocation place, String id, String directory, String build) {
        inUse.add(id);
        boolean isKnown = sessions.stream()
                .anyMatch(session ->
                        session.id().equals(id) && session.directory().equals(directory) && session.hasBuild());
        if (!isKnown) {
            sessions.removeIf(session -> session.id().equals(id));
            sessions.add(new UnclosedSessionState(place, id, directory, build));
            save();
        }
    }

    /** The build of a session goes on after a restart of the controller. */
    synchronized void resume(String id) {
        inUse.add(id);
    }

    synchronized void closed(String id) {
        inUse.remove(id);
        if (sessions.removeIf(session -> session.id().equals(id))) {
            save();
        }
    }

    /**
     * Keeps a session that its build does not close any more, until its node is there.
     *
     * @return false if there is no such session, or its node does not exist any more, and with it the session
     */
    synchronized boolean leave(String id) {
        inUse.remove(id);
        Optional<UnclosedSessionState> session =
                sessions.stream().filter(one -> one.id().equals(id)).findAny();
        if (session.isEmpty()) {
            return false;
        }
        sessions.removeIf(one -> one == session.get() || !one.place().exists());
        boolean exists = session.get().place().exists();
        if (exists) {
            List<UnclosedSessionState> others = notInUse();
            if (others.size() == MOST) {
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

    /** Closes sessions that no build closes any more, on the nodes that are connected. */
    void look() {
        notInUse().stream()
                .filter(UnclosedSessionState::isLeft)
                .map(session -> session.place().node())
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
     * Closes the sessions of a node that no build closes any more. What cannot be closed is tried again later.
     *
     * @param channel to the node
     */
    void close(String node, VirtualChannel channel) throws InterruptedException {
        for (UnclosedSessionState session : notInUse()) {
            if (session.place().node().equals(node) && session.isLeft()) {
                close(session, channel);
            }
        }
    }

    private void close(UnclosedSessionState session, VirtualChannel channel) throws InterruptedException {
        try {
            List<String> left = session.place()
                    .over(channel)
                    .close(session.id(), session.directory())
                    .undeleted();
            if (!left.isEmpty()) {
                LOGGER.warning(() -> "Files of a Web PaaS session could not be deleted on the node '"
                        + session.place().node() + "': " + left.get(0));
            }
            closed(session.id());
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "Web PaaS session " + session.id() + " is not closed yet");
        }
    }

    /** Looks each minute: a build may be known as over only after its node is back, and the built-in node is never away. */
    @Extension
    public static final class Work extends PeriodicWork {
        private static final long FIRST_SECONDS = 10;

        @Override
        public long getRecurrencePeriod() {
            return MIN;
        }

        @Override
        public long getInitialDelay() {
            return TimeUnit.SECONDS.toMillis(FIRST_SECONDS);
        }

        /** Until Jenkins has started, no build is known. */
        @Override
        protected void doRun() {
            if (Jenkins.get().getInitLevel() == InitMilestone.COMPLETED) {
                Computer.threadPoolForRemoting.execute(get()::look);
            }
        }
    }
}
