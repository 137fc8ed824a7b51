package io.jenkins.plugins.webpaas.pipeline;

import hudson.AbortException;
import hudson.model.Computer;
import io.jenkins.plugins.webpaas.job.BuildSession;
import io.jenkins.plugins.webpaas.job.NodeLoss;
import io.jenkins.plugins.webpaas.job.PipelineBuild;
import io.jenkins.plugins.webpaas.job.SessionRequest;
import io.jenkins.plugins.webpaas.job.UnclosedSessions;
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
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;

/**
 * The sessions of a block, one for each workspace. The session of the workspace around the block opens with the block. The session of a workspace
 * inside the block opens when a step first reads its variables, and closes when the {@code node} block ends.
 */
final class BlockSessions implements Serializable {
    private static final long serialVersionUID = 1;

    /** The time that a step waits for its node. It holds up the Pipeline; waiting for the service does not. */
    private static final int NODE_TIMEOUT_SECONDS = 60;

    private final PipelineBuild build;
    private final SessionRequest request;

    /** Makes the id of a session, together with its workspace, so that a session is opened again with the same id after a restart. */
    private final String seed = Sessions.newId();

    /** The sessions of the enclosing block; null for none. */
    private final BlockSessions outer;

    /** The open sessions by workspace. Guarded by this, like the fields below. */
    private final ConcurrentHashMap<String, BuildSession> openSessions = new ConcurrentHashMap<>();

    /** The workspaces whose sessions are opening, to be opened again after a restart. */
    private final Map<String, Workspace> openingWorkspaces = new ConcurrentHashMap<>();

    private transient Map<String, SessionStart> starts = new ConcurrentHashMap<>();
    private transient Set<String> leftWorkspaces = new HashSet<>();
    private transient boolean isClosed;
    private transient FlowExecution execution;
    private transient GraphListener blockEnds;

    BlockSessions(PipelineBuild build, SessionRequest request, BlockSessions outer) {
        this.build = build;
        this.request = request;
        this.outer = outer;
    }

    boolean haveSsh() {
        return request.ssh() != SshMode.NONE;
    }

    /** Announces the session that {@link #openAt} opens, so that {@link #close} finds what is left of the session after a restart. */
    void expect(Workspace home) {
        openingWorkspaces.put(home.block(), home);
    }

    /**
     * Opens the session of the workspace around the block.
     *
     * @throws AbortException if the session cannot be opened, or if the block was closed meanwhile
     */
    Session openAt(Workspace home) throws IOException, InterruptedException {
        BuildSession session = BuildSession.open(id(home.block()), build, request, home.location(), start -> {});
        if (!keep(home.block(), session)) {
            Computer.threadPoolForRemoting.execute(() -> close(session));
            throw new AbortException("The block is over");
        }
        return session.session();
    }

    /**
     * Returns the session of a workspace and opens it if need be. The session may still lack its certificate; clients of its SSH agent wait for
     * the certificate.
     *
     * @throws AbortException if the session cannot be opened, if an earlier step could not open it, or if the workspace was left
     */
    Session at(Workspace workspace) throws IOException, InterruptedException {
        SessionStart start;
        synchronized (this) {
            BuildSession session = openSessions.get(workspace.block());
            if (session != null) {
                return session.session();
            }
            if (isOver(workspace.block())) {
                throw new AbortException("The block has left the node '" + workspace.node() + "'");
            }
            start = starts.computeIfAbsent(workspace.block(), block -> start(workspace));
        }
        try {
            return start.ready().get(NODE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw NodeLoss.abort(e.getCause());
        } catch (TimeoutException e) {
            throw new AbortException("The node '" + workspace.node() + "' has not answered withWebPaas for "
                    + NODE_TIMEOUT_SECONDS + " s. Put the block inside node { … }, where it can wait longer");
        }
    }

    /**
     * Returns the sessions whose variables are removed in a workspace: the sessions of other workspaces, and, if this block has SSH, the sessions
     * of the enclosing blocks.
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

    /** Returns the sessions that steps can use, by workspace. */
    private synchronized Map<String, Session> sessions() {
        Map<String, Session> sessions = new HashMap<>();
        starts.forEach((block, start) -> {
            if (start.ready().isDone() && !start.ready().isCompletedExceptionally()) {
                sessions.put(block, start.ready().join());
            }
        });
        openSessions.forEach((block, session) -> sessions.put(block, session.session()));
        return sessions;
    }

    private String id(String block) {
        return Sessions.idOf(seed + '-' + block);
    }

    private synchronized SessionStart start(Workspace workspace) {
        watchBlockEnds();
        SessionStart start = new SessionStart();
        openingWorkspaces.put(workspace.block(), workspace);
        build.context().saveState();
        Computer.threadPoolForRemoting.execute(() -> open(workspace, start));
        return start;
    }

    private void open(Workspace workspace, SessionStart start) {
        try {
            if (isOver(workspace.block())) {
                return;
            }
            BuildSession session = BuildSession.open(
                    id(workspace.block()), build, request.onEnteredNode(), workspace.location(), start::follow);
            if (keep(workspace.block(), session)) {
                start.ready().complete(session.session());
                build.context().saveState();
            } else {
                close(session);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            synchronized (this) {
                openingWorkspaces.remove(workspace.block());
                starts.put(workspace.block(), SessionStart.failed(e));
            }
            if (!start.ready().completeExceptionally(e)) {
                build.say(e.getMessage());
            }
        } finally {
            start.ready().completeExceptionally(new AbortException("The block has left the node"));
            start.done().complete(null);
        }
    }

    /** Keeps an open session. Returns false if the workspace was left or the block is closed; the caller then closes the session. */
    private synchronized boolean keep(String block, BuildSession session) {
        if (isOver(block)) {
            return false;
        }
        openSessions.put(block, session);
        openingWorkspaces.remove(block);
        starts.remove(block);
        return true;
    }

    private synchronized boolean isOver(String block) {
        return isClosed || leftWorkspaces.contains(block);
    }

    private synchronized void watchBlockEnds() {
        if (blockEnds == null) {
            execution = build.execution();
            blockEnds = head -> {
                if (head instanceof BlockEndNode<?> end) {
                    leave(end.getStartNode().getId());
                }
            };
            execution.addListener(blockEnds);
        }
    }

    private synchronized void leave(String block) {
        leftWorkspaces.add(block);
        if (openSessions.containsKey(block) || starts.containsKey(block)) {
            Computer.threadPoolForRemoting.execute(() -> close(block));
        }
    }

    /**
     * Resumes after a restart of the controller. Closes the sessions of nodes that the block has left. Does nothing if the block is closed already,
     * because Jenkins also resumes a step that it has stopped.
     */
    void resume() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            watchBlockEnds();
            openSessions.values().forEach(session -> session.resume(build));
            // Processes that wait for the certificate find it, because id and directory are those from before the
            // restart.
            openingWorkspaces.forEach((block, workspace) -> {
                SessionStart start = new SessionStart();
                workspace.whenConnected(() -> isOver(block), () -> open(workspace, start));
                starts.put(block, start);
            });
        }
        blocks().stream()
                .filter(block -> Workspace.hasEnded(build.execution(), block))
                .forEach(this::leave);
    }

    private synchronized Set<String> blocks() {
        Set<String> blocks = new HashSet<>(starts.keySet());
        blocks.addAll(openSessions.keySet());
        blocks.addAll(openingWorkspaces.keySet());
        return blocks;
    }

    private synchronized Object readResolve() {
        starts = new ConcurrentHashMap<>();
        leftWorkspaces = new HashSet<>();
        return this;
    }

    /** Closes all sessions and opens no more. A failure is only logged. May be called again. */
    void close() {
        synchronized (this) {
            isClosed = true;
        }
        blocks().forEach(this::close);
        synchronized (this) {
            if (blockEnds != null) {
                execution.removeListener(blockEnds);
            }
        }
    }

    /** Closes the session of a workspace. If the session is opening, waits until the thread that opens it has closed it. */
    private void close(String block) {
        BuildSession session;
        SessionStart start;
        synchronized (this) {
            session = openSessions.get(block);
            start = starts.get(block);
        }
        if (session != null) {
            synchronized (session) {
                if (openSessions.containsKey(block)) {
                    close(session);
                    openSessions.remove(block); // after close(): a restart may come between the two
                }
            }
        }
        if (start != null) {
            start.done().join();
        }
        UnclosedSessions.get().abandon(id(block)); // a restart may have left a session that is not in openSessions
    }

    private void close(BuildSession session) {
        try {
            session.close(build);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
