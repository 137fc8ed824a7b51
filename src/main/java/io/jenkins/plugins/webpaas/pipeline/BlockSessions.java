package io.jenkins.plugins.webpaas.pipeline;

import hudson.AbortException;
import hudson.model.Computer;
import io.jenkins.plugins.webpaas.job.BuildSession;
import io.jenkins.plugins.webpaas.job.NodeLoss;
import io.jenkins.plugins.webpaas.job.SessionRequest;
import io.jenkins.plugins.webpaas.session.Session;
import io.jenkins.plugins.webpaas.session.Sessions;
import io.jenkins.plugins.webpaas.session.SshMode;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;

/**
 * The sessions of a block, one for each workspace in it. Where the block has a workspace itself, that one's is opened with
 * the block; the others open when a step first asks for their variables, and close when their {@code node} is left.
 */
final class BlockSessions implements Serializable {
    private static final long serialVersionUID = 1;

    /** How long a step waits for its node to answer, in seconds. Only this, and not the service, holds up the Pipeline. */
    private static final int NODE_ANSWERS = 60;

    private final PipelineBuild build;
    private final SessionRequest login;

    /** With a workspace, it makes the name of a session: one that a restart interrupts is opened again under the same name. */
    private final String seed = Sessions.newId();

    /** Those of the block around this one; null if there is none. */
    private final BlockSessions outer;

    /** By workspace, as the four below; this monitor guards them all. */
    private final ConcurrentHashMap<String, BuildSession> open = new ConcurrentHashMap<>();

    /** Those that have begun to open, and are begun again after a restart; null in what an earlier version saved. */
    private Map<String, Workspace> opening = new ConcurrentHashMap<>();

    private transient Map<String, SessionStart> starting = new ConcurrentHashMap<>();
    private transient Set<String> left = new HashSet<>();
    private transient boolean isClosed;
    private transient GraphListener leaving;

    BlockSessions(PipelineBuild build, SessionRequest login, BlockSessions outer) {
        this.build = build;
        this.login = login;
        this.outer = outer;
    }

    boolean haveSsh() {
        return login.ssh() != SshMode.NONE;
    }

    /** Runs a task once the workspace has its node again after a restart, or the block is closed. Holds no thread. */
    void whenConnected(Workspace home, Runnable task) {
        opening.put(home.block(), home);
        home.whenConnected(() -> isOver(home.block()), task);
    }

    /**
     * Opens a session with the block.
     *
     * @throws AbortException if it cannot be opened, or the block was closed meanwhile
     */
    Session openAt(Workspace home) throws IOException, InterruptedException {
        BuildSession session = BuildSession.open(id(home.block()), build, login, home.place(), opening -> {});
        if (!keep(home.block(), session)) {
            Computer.threadPoolForRemoting.execute(() -> close(session));
            throw new AbortException("The block is over");
        }
        return session.session();
    }

    /**
     * The session of a workspace, which may be without its certificate yet: clients of its SSH agent wait for that.
     *
     * @throws AbortException if it cannot be opened, or could not be when a step asked for it before, or the workspace has
     *     been left
     */
    Session at(Workspace workspace) throws IOException, InterruptedException {
        SessionStart start;
        synchronized (this) {
            BuildSession session = open.get(workspace.block());
            if (session != null) {
                return session.session();
            }
            if (isOver(workspace.block())) {
                throw new AbortException("The block has left the node '" + workspace.node() + "'");
            }
            start = starting.computeIfAbsent(workspace.block(), block -> start(workspace));
        }
        try {
            return start.ready().get(NODE_ANSWERS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw NodeLoss.abort(e.getCause());
        } catch (TimeoutException e) {
            throw new AbortException("The node '" + workspace.node() + "' has not answered withWebPaas for "
                    + NODE_ANSWERS + " s. Put the block inside node { … }, where it can wait longer");
        }
    }

    /**
     * The sessions whose variables do not count in a workspace: those of other workspaces, and where this block has SSH
     * itself, those of the blocks around it.
     */
    List<Session> othersThan(Workspace workspace) {
        List<Session> others = new ArrayList<>();
        for (BlockSessions block = this; block != null; block = block.outer) {
            Map<String, Session> sessions = block.sessions();
            if (block == this || !haveSsh()) {
                sessions.remove(workspace.block());
            }
            others.addAll(sessions.values());
        }
        return others;
    }

    /** Those that have begun to be used, by workspace. */
    private synchronized Map<String, Session> sessions() {
        Map<String, Session> sessions = new HashMap<>();
        starting.forEach((block, start) -> {
            if (start.ready().isDone() && !start.ready().isCompletedExceptionally()) {
                sessions.put(block, start.ready().join());
            }
        });
        open.forEach((block, session) -> sessions.put(block, session.session()));
        return sessions;
    }

    private String id(String block) {
        return Sessions.idOf(seed + '-' + block);
    }

    private synchronized SessionStart start(Workspace workspace) {
        watch();
        SessionStart start = new SessionStart();
        opening.put(workspace.block(), workspace);
        build.context().saveState();
        Computer.threadPoolForRemoting.execute(() -> open(workspace, start));
        return start;
    }

    /** The session gets the name and place that it had before the restart, so that what waits for its certificate finds it. */
    private SessionStart startAgain(Workspace workspace) {
        SessionStart start = new SessionStart();
        workspace.whenConnected(() -> isOver(workspace.block()), () -> open(workspace, start));
        return start;
    }

    private void open(Workspace workspace, SessionStart start) {
        try {
            if (isOver(workspace.block())) {
                return;
            }
            BuildSession session = BuildSession.open(
                    id(workspace.block()), build, login.onEnteredNode(), workspace.place(), start::follow);
            if (keep(workspace.block(), session)) {
                start.ready().complete(session.session());
                build.context().saveState();
            } else {
                close(session);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            fail(workspace.block(), e);
            if (!start.ready().completeExceptionally(e)) {
                build.say(e.getMessage());
            }
        } finally {
            start.ready().completeExceptionally(new AbortException("The block has left the node"));
            start.done().complete(null);
        }
    }

    /** False if nothing will close the session any more: its workspace was left, or the block closed. */
    private synchronized boolean keep(String block, BuildSession session) {
        if (isOver(block)) {
            return false;
        }
        open.put(block, session);
        opening.remove(block);
        starting.remove(block);
        return true;
    }

    private synchronized void fail(String block, Exception e) {
        opening.remove(block);
        starting.put(block, SessionStart.failed(e));
    }

    private synchronized boolean isOver(String block) {
        return isClosed || left.contains(block);
    }

    private synchronized void watch() {
        if (leaving == null) {
            leaving = head -> {
                if (head instanceof BlockEndNode<?> end) {
                    leave(end.getStartNode().getId());
                }
            };
            build.execution().addListener(leaving);
        }
    }

    private synchronized void leave(String block) {
        left.add(block);
        if (open.containsKey(block) || starting.containsKey(block)) {
            Computer.threadPoolForRemoting.execute(() -> close(block));
        }
    }

    /** This controller was started anew. */
    void resume() {
        watch();
        open.values().forEach(session -> session.resume(build));
        synchronized (this) {
            opening.forEach((block, workspace) -> starting.put(block, startAgain(workspace)));
        }
    }

    private synchronized Object readResolve() {
        if (opening == null) {
            opening = new ConcurrentHashMap<>();
        }
        starting = new ConcurrentHashMap<>();
        left = new HashSet<>();
        return this;
    }

    /**
     * Closes all that are open or opening, and lets none open any more; a failure is said and does no harm. May be called
     * again.
     */
    void close() {
        Set<String> blocks;
        synchronized (this) {
            isClosed = true;
            blocks = new HashSet<>(starting.keySet());
            blocks.addAll(open.keySet());
            blocks.addAll(opening.keySet());
        }
        blocks.forEach(this::close);
        synchronized (this) {
            if (leaving != null) {
                build.execution().removeListener(leaving);
                leaving = null;
            }
        }
    }

    /** One that opens meanwhile is closed by the thread that opens it. */
    private void close(String block) {
        BuildSession session;
        SessionStart start;
        synchronized (this) {
            session = open.get(block);
            start = starting.get(block);
        }
        if (session != null) {
            synchronized (session) {
                if (open.containsKey(block)) {
                    close(session);
                    open.remove(block); // not before, for a restart may come between
                }
            }
        }
        if (start != null) {
            start.done().join();
        }
        BuildSession.leave(id(block)); // if a restart has left something of it that is not closed
    }

    private void close(BuildSession session) {
        try {
            session.close(build);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
