package io.jenkins.plugins.webpaas.job;

import hudson.AbortException;
import hudson.model.Computer;
import hudson.remoting.VirtualChannel;
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
import io.jenkins.plugins.webpaas.ssh.InvalidCertificateException;
import io.jenkins.plugins.webpaas.tool.CliTool;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.function.Consumer;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A build's session on a node. The session is renewed until the build closes it. A build saves its session and resumes it after a restart of the
 * controller.
 *
 * <pre>{@code
 * BuildSession open = BuildSession.open(build, request, SessionLocation.of(workspace));
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
     * @throws AbortException if the session cannot be opened; then nothing is left on the node
     */
    public static BuildSession open(BuildContext build, SessionRequest request, SessionLocation location)
            throws IOException, InterruptedException {
        return open(Sessions.newId(), build, request, location, opening -> {});
    }

    /**
     * Opens a session with a given id, for callers that use the session before it is complete, or open it again after a restart.
     *
     * @param onStart gets the session as soon as its node opens it
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
            build.say("Logging in with the credential '" + build.credentialsId() + "'");
            NodeSide node = location.connect();
            Map<String, String> cli = request.cli() == null
                    ? Map.of()
                    : CliTool.pathOn(request.cli(), location.jenkinsNode(), build.log());
            String run = build.run().getExternalizableId();
            UnclosedSessions.get().open(location, id, Sessions.directoryOf(id, node), run);
            PendingSession opening = WebPaasRuntime.sessions().begin(id, token, request.ssh(), node, cli);
            onStart.accept(opening);
            Session session = finish(build, opening, token, request, location);
            UnclosedSessions.get().open(location, id, session.directory(), run);
            session.notes().forEach(build::say);
            BuildSession kept = new BuildSession(token.service().id(), location, session);
            kept.renewal = WebPaasRuntime.sessions().keep(session, kept.renewable(build), Timer.get());
            ReturningNodes.add(kept);
            return kept;
        } catch (NodeAwayException | NodeUnusableException | WebPaasException | InvalidCertificateException e) {
            throw NodeLoss.abort(e);
        }
    }

    private static Session finish(
            BuildContext build,
            PendingSession opening,
            ApiToken token,
            SessionRequest request,
            SessionLocation location)
            throws IOException, InterruptedException {
        boolean isOpen = false;
        try {
            Session session = WebPaasRuntime.sessions().finish(opening, token, request.target(), build::say);
            isOpen = true;
            return session;
        } finally {
            if (opening.isAbandoned()) {
                UnclosedSessions.get()
                        .open(
                                location,
                                opening.id(),
                                opening.directory(),
                                build.run().getExternalizableId());
                UnclosedSessions.get().abandon(opening.id());
            } else if (!isOpen) {
                UnclosedSessions.get().closed(opening.id());
            }
        }
    }

    /** Leaves a session to be closed later, if the controller died while the session was opened and its build does not open it again. */
    public static void abandon(String id) {
        UnclosedSessions.get().abandon(id);
    }

    public Session session() {
        return session;
    }

    /** Resumes renewal after a restart of the controller. The connection to the node is new, so the session is opened again there. */
    public void resume(BuildContext build) {
        renewal = WebPaasRuntime.sessions().resume(session, renewable(build), Timer.get());
        ReturningNodes.add(this);
        UnclosedSessions.get().resume(session.id());
    }

    boolean isOn(Computer computer) {
        return computer.getName().equals(location.node());
    }

    /** @param channel to the session's node, which comes online next */
    void nodeIsBack(VirtualChannel channel) throws InterruptedException {
        renewal.nodeIsBack(location.over(channel));
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
        ReturningNodes.remove(this);
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
}
