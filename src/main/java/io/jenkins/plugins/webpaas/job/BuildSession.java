package io.jenkins.plugins.webpaas.job;

import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.slaves.ComputerListener;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import io.jenkins.plugins.webpaas.node.SessionLocation;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.session.NodeAwayException;
import io.jenkins.plugins.webpaas.session.NodeSide;
import io.jenkins.plugins.webpaas.session.NodeUnusableException;
import io.jenkins.plugins.webpaas.session.PendingSession;
import io.jenkins.plugins.webpaas.session.Session;
import io.jenkins.plugins.webpaas.session.SessionRenewal;
import io.jenkins.plugins.webpaas.session.Sessions;
import io.jenkins.plugins.webpaas.ssh.Certificate.InvalidCertificateException;
import io.jenkins.plugins.webpaas.tool.CliTool;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A build's session on a node. The session is renewed until the build closes it. A build saves its session and resumes it after a restart of the
 * controller.
 *
 * <pre>{@code
 * BuildSession open = BuildSession.open(Sessions.newId(), build, request, SessionLocation.of(workspace), opening -> {});
 * try {
 *     Map<String, String> variables = open.session().environment(environment);
 *     // run the build with these variables
 * } finally {
 *     open.close(build);
 * }
 * }</pre>
 */
@Restricted(NoExternalUse.class)
public final class BuildSession implements Serializable {
    private static final long serialVersionUID = 1;

    private final String serviceId;
    private final SessionLocation location;
    private final Session session;
    private transient SessionRenewal renewal;

    private BuildSession(String serviceId, SessionLocation location, Session session) {
        this.serviceId = serviceId;
        this.location = location;
        this.session = session;
    }

    /**
     * Opens a session and logs the login.
     *
     * @param id new, or that of a session that a restart has interrupted
     * @param onStart gets the session as soon as its node opens it, for callers that use the session before it is complete
     * @throws AbortException if the session cannot be opened; then nothing is left on the node
     */
    public static BuildSession open(
            String id,
            BuildContext build,
            SessionRequest request,
            SessionLocation location,
            Consumer<PendingSession> onStart)
            throws IOException, InterruptedException {
        try {
            ApiToken token = build.token();
            build.say("Logging in with the credential '" + build.reference().credentialsId() + "'");
            NodeSide node = location.connect();
            Map<String, String> cli = request.cli() == null
                    ? Map.of()
                    : CliTool.pathOn(request.cli(), location.jenkinsNode(), build.log());
            String run = build.run().getExternalizableId();
            UnclosedSessions.get().open(location, id, Sessions.directoryOf(id, node), run);
            PendingSession opening = WebPaasRuntime.sessions().begin(id, token, request.ssh(), node, cli);
            onStart.accept(opening);
            Session session;
            try {
                session = WebPaasRuntime.sessions().finish(opening, token, request.target(), build::say);
            } catch (IOException | InterruptedException | RuntimeException e) {
                if (opening.isAbandoned()) {
                    UnclosedSessions.get().open(location, id, opening.directory(), run);
                    UnclosedSessions.get().abandon(id);
                } else {
                    UnclosedSessions.get().closed(id);
                }
                throw e;
            }
            UnclosedSessions.get().open(location, id, session.directory(), run);
            session.notes().forEach(build::say);
            BuildSession kept = new BuildSession(token.service().id(), location, session);
            kept.renewal = WebPaasRuntime.sessions().keep(session, kept.renewable(build), Timer.get());
            ReturningNodes.get().sessions.put(kept, true);
            return kept;
        } catch (NodeAwayException | NodeUnusableException | WebPaasException | InvalidCertificateException e) {
            throw NodeLoss.abort(e);
        }
    }

    public Session session() {
        return session;
    }

    /** Resumes renewal after a restart of the controller. The connection to the node is new, so the session is opened again there. */
    public void resume(BuildContext build) {
        renewal = WebPaasRuntime.sessions().resume(session, renewable(build), Timer.get());
        ReturningNodes.get().sessions.put(this, true);
        UnclosedSessions.get().resume(session.id());
    }

    /** Closes the session. A failure is only logged, because the build needs the session no more. */
    public void close(BuildContext build) throws InterruptedException {
        if (renewal != null) {
            renewal.close();
        }
        close(build, WebPaasConfiguration.get().service(serviceId).orElse(null));
    }

    /** @param service for which the session's new host keys are remembered; null for none */
    private void close(BuildContext build, Service service) throws InterruptedException {
        ReturningNodes.get().sessions.remove(this);
        try {
            Consumer<String> log = renewal == null ? build::say : renewal::say;
            WebPaasRuntime.sessions()
                    .close(session, service, location.connect())
                    .forEach(log);
            UnclosedSessions.get().closed(session.id());
        } catch (IOException | RuntimeException e) {
            boolean isKept = UnclosedSessions.get().abandon(session.id());
            build.say("The session could not be closed on its node: " + e.getMessage()
                    + (isKept
                            ? ". It is closed when the node is back."
                            : ". Its SSH agent ends with its certificate."));
        }
    }

    private SessionRenewal.Block renewable(BuildContext build) {
        return new SessionRenewal.Block() {
            @Override
            public ApiToken token() throws IOException, InterruptedException {
                return build.token();
            }

            @Override
            public NodeSide node() throws NodeAwayException {
                return location.connect();
            }

            @Override
            public void say(String sentence) {
                build.say(sentence);
            }

            @Override
            public boolean isOver() {
                return build.isOver();
            }

            @Override
            public void close(Session abandoned) throws InterruptedException {
                BuildSession.this.close(build, null);
            }
        };
    }

    /** Opens sessions again on nodes that reconnect, before their builds go on there, and closes the sessions of builds that are over. */
    @Extension
    public static final class ReturningNodes extends ComputerListener {
        private static final Logger LOGGER = Logger.getLogger(ReturningNodes.class.getName());

        /**
         * The time that a node waits for its sessions before it comes online: as long as a slow machine needs. It is limited, because
         * processes that a build has left on the node may block a session for ever.
         */
        private static final int TIMEOUT_SECONDS = 10;

        /** Has weak keys, because a build that is killed does not close its sessions. */
        private final Map<BuildSession, Boolean> sessions = Collections.synchronizedMap(new WeakHashMap<>());

        private static ReturningNodes get() {
            return ExtensionList.lookupSingleton(ReturningNodes.class);
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
                    session.renewal.nodeIsBack(session.location.over(channel));
                    return null;
                }));
            }
            await(tasks, computer.getName());
        }

        private List<BuildSession> sessionsOn(Computer computer) {
            synchronized (sessions) {
                return sessions.keySet().stream()
                        .filter(session -> session.location.node().equals(computer.getName()))
                        .toList();
            }
        }

        private static void await(List<Future<?>> tasks, String node) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
            for (Future<?> task : tasks) {
                try {
                    task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    LOGGER.warning(
                            () -> "The node '" + node + "' comes online before its Web PaaS session is restored");
                } catch (ExecutionException e) {
                    LOGGER.log(
                            Level.WARNING,
                            e,
                            () -> "A Web PaaS session could not be restored on the node '" + node + "'");
                }
            }
        }
    }
}
