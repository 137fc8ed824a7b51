package io.jenkins.plugins.webpaas.job;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.slaves.ComputerListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Opens sessions again on nodes that reconnect, before their builds go on there, and closes the sessions of builds that are over. */
@Extension
@Restricted(NoExternalUse.class)
public final class ReturningNodes extends ComputerListener {
    private static final Logger LOGGER = Logger.getLogger(ReturningNodes.class.getName());

    /**
     * The time that a node waits for its sessions before it comes online: as long as a slow machine needs. It is limited, because
     * processes that a build has left on the node may block a session for ever.
     */
    private static final int TIMEOUT_SECONDS = 10;

    /** Has weak keys, because a build that is killed does not close its sessions. */
    private final Map<BuildSession, Boolean> sessions = Collections.synchronizedMap(new WeakHashMap<>());

    static void add(BuildSession session) {
        ExtensionList.lookupSingleton(ReturningNodes.class).sessions.put(session, true);
    }

    static void remove(BuildSession session) {
        ExtensionList.lookupSingleton(ReturningNodes.class).sessions.remove(session);
    }

    /** Opens all sessions of the node at the same time. Sessions that take too long go on in the background. */
    @Override
    public void preOnline(Computer computer, Channel channel, FilePath root, TaskListener listener)
            throws InterruptedException {
        List<Future<?>> tasks = new ArrayList<>();
        tasks.add(Computer.threadPoolForRemoting.submit(() -> {
            UnclosedSessions.get().close(computer.getName(), channel);
            return null;
        }));
        for (BuildSession session : sessionsOn(computer)) {
            tasks.add(Computer.threadPoolForRemoting.submit(() -> {
                session.nodeIsBack(channel);
                return null;
            }));
        }
        await(tasks, computer.getName());
    }

    private List<BuildSession> sessionsOn(Computer computer) {
        synchronized (sessions) {
            return sessions.keySet().stream()
                    .filter(session -> session.isOn(computer))
                    .toList();
        }
    }

    private static void await(List<Future<?>> tasks, String node) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        for (Future<?> task : tasks) {
            try {
                task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                LOGGER.warning(() -> "The node '" + node + "' comes online before its Web PaaS session is restored");
            } catch (ExecutionException e) {
                LOGGER.log(
                        Level.WARNING, e, () -> "A Web PaaS session could not be restored on the node '" + node + "'");
            }
        }
    }
}
