package io.jenkins.plugins.webpaas.job;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Computer;
import hudson.model.PeriodicWork;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.webpaas.node.SessionLocation;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * All sessions on nodes, each from before its opening until it is closed. A session is abandoned if no build closes it any more, because its node was away or
 * the controller died. Abandoned sessions are closed each minute, when their nodes are connected: a build may end after its node is back, and the built-in
 * node never reconnects. Each session has a file of its own, so that the work for a session does not grow with the number of sessions.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class UnclosedSessions extends PeriodicWork {
    private static final Logger LOGGER = Logger.getLogger(UnclosedSessions.class.getName());

    private static final long INITIAL_DELAY_SECONDS = 10;

    /** The maximum number of abandoned sessions. A whole cluster can be away for a night, and the files are still read fast. The oldest go first. */
    private static final int MAX_ABANDONED = 1_000;

    private static final String SUFFIX = ".xml";

    /** The sessions by id, the oldest first. */
    private final Map<String, UnclosedSessionState> sessions = new LinkedHashMap<>();

    /** Ids of the sessions that builds have opened or resumed since the controller started, and will close. */
    private final Set<String> inUse = new HashSet<>();

    /** Names of the nodes on which sessions are being closed, so that a node that hangs takes one thread only. */
    private final Set<String> closing = ConcurrentHashMap.newKeySet();

    public UnclosedSessions() {
        File[] files = directory().listFiles((parent, name) -> name.endsWith(SUFFIX));
        if (files != null) {
            Arrays.sort(files, Comparator.comparingLong(File::lastModified));
            for (File file : files) {
                read(new XmlFile(file));
            }
        }
    }

    public static UnclosedSessions get() {
        return ExtensionList.lookupSingleton(UnclosedSessions.class);
    }

    private static File directory() {
        return new File(Jenkins.get().getRootDir(), "webpaas-sessions");
    }

    private static XmlFile file(String id) {
        return new XmlFile(directory().toPath().resolve(id + SUFFIX).toFile());
    }

    private void read(XmlFile file) {
        try {
            UnclosedSessionState session = (UnclosedSessionState) file.read();
            sessions.put(session.id(), session);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "A Web PaaS session cannot be read from " + file);
        }
    }

    /** Adds or replaces a session. Notifies no listeners, because a plugin that keeps a history of the configuration would keep each session. */
    private void put(UnclosedSessionState session) {
        sessions.remove(session.id()); // the newest is the last
        sessions.put(session.id(), session);
        try {
            file(session.id()).write(session);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Web PaaS session " + session.id() + " cannot be saved");
        }
    }

    private void remove(String id) {
        if (sessions.remove(id) != null) {
            try {
                file(id).delete();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "The file of Web PaaS session " + id + " cannot be deleted");
            }
        }
    }

    /** Adds the session of a build. May be called again, also with another directory. */
    synchronized void open(SessionLocation location, String id, String directory, String build) {
        inUse.add(id);
        UnclosedSessionState known = sessions.get(id);
        if (known == null || !known.directory().equals(directory) || !known.hasBuild()) {
            put(new UnclosedSessionState(location, id, directory, build));
        }
    }

    /** Marks a session as in use again, because its build goes on after a restart of the controller. */
    synchronized void resume(String id) {
        inUse.add(id);
    }

    /** Removes a session that was closed. */
    synchronized void closed(String id) {
        inUse.remove(id);
        remove(id);
    }

    /**
     * Keeps a session that its build does not close any more, until its node is connected.
     *
     * @return false if there is no such session, or if its node was deleted
     */
    public synchronized boolean abandon(String id) {
        inUse.remove(id);
        sessions.values().stream()
                .filter(each -> !each.location().exists())
                .map(UnclosedSessionState::id)
                .toList()
                .forEach(this::remove);
        UnclosedSessionState session = sessions.remove(id);
        if (session == null) {
            return false;
        }
        List<UnclosedSessionState> others = notInUse();
        if (others.size() == MAX_ABANDONED) {
            remove(others.get(0).id());
        }
        put(session.withoutBuild());
        return true;
    }

    private synchronized List<UnclosedSessionState> notInUse() {
        return sessions.values().stream()
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

    @Override
    public long getRecurrencePeriod() {
        return MIN;
    }

    @Override
    public long getInitialDelay() {
        return TimeUnit.SECONDS.toMillis(INITIAL_DELAY_SECONDS);
    }

    @Override
    protected void doRun() {
        Computer.threadPoolForRemoting.execute(this::closeAbandoned);
    }
}
