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
import io.jenkins.plugins.webpaas.session.UnusableTargetException;
import io.jenkins.plugins.webpaas.ssh.InvalidCertificateException;
import io.jenkins.plugins.webpaas.tool.CliTool;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.function.Consumer;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A session on a node for as long as a build needs it. It is renewed meanwhile, and may be saved. */
@Restricted(NoExternalUse.class)
public final class BuildSession implements Serializable {
    private static final long serialVersionUID = 1;

    private final String serviceId;
    private final SessionLocation place;
    private final Session session;
    private transient SessionRenewal renewal;

    private BuildSession(String serviceId, SessionLocation place, Session session) {
        this.serviceId = serviceId;
        this.place = place;
        this.session = session;
    }

    /**
     * Opens a session and says so in the build log.
     *
     * @throws AbortException if that is not possible; nothing is left open then
     */
    public static BuildSession open(BuildContext build, SessionRequest login, SessionLocation place)
            throws IOException, InterruptedException {
        return open(Sessions.newId(), build, login, place, opening -> {});
    }

    /**
     * The same for those who cannot wait, or may have to open the session again after a restart.
     *
     * @param id of the session
     * @param begun is told at once
     */
    public static BuildSession open(
            String id, BuildContext build, SessionRequest login, SessionLocation place, Consumer<PendingSession> begun)
            throws IOException, InterruptedException {
        try {
            ApiToken token = build.token();
            build.say("Logging in with the credential '" + build.credentialsId() + "'");
            NodeSide node = place.connect();
            Map<String, String> cli =
                    login.cli() == null ? Map.of() : CliTool.pathOn(login.cli(), place.jenkinsNode(), build.log());
            String run = build.runId();
            UnclosedSessions.get().open(place, id, Sessions.directoryOf(id, node), run);
            PendingSession opening = WebPaasRuntime.sessions().begin(id, token, login.ssh(), node, cli);
            begun.accept(opening);
            Session session = finish(build, opening, token, login, place);
            UnclosedSessions.get().open(place, id, session.directory(), run);
            session.notes().forEach(build::say);
            BuildSession kept = new BuildSession(token.service().id(), place, session);
            kept.renewal = WebPaasRuntime.sessions().keep(session, kept.renewable(build), Timer.get());
            ReturningNodes.add(kept);
            return kept;
        } catch (NodeAwayException
                | NodeUnusableException
                | WebPaasException
                | InvalidCertificateException
                | UnusableTargetException e) {
            throw NodeLoss.abort(e);
        }
    }

    private static Session finish(
            BuildContext build, PendingSession opening, ApiToken token, SessionRequest login, SessionLocation place)
            throws IOException, InterruptedException {
        boolean isOpen = false;
        try {
            Session session = WebPaasRuntime.sessions().finish(opening, token, login.target(), build::say);
            isOpen = true;
            return session;
        } finally {
            if (opening.isAbandoned()) {
                UnclosedSessions.get().open(place, opening.id(), opening.directory(), build.runId());
                UnclosedSessions.get().leave(opening.id());
            } else if (!isOpen) {
                UnclosedSessions.get().closed(opening.id());
            }
        }
    }

    /** Sees to a session that was being opened when the controller died, and that its build does not open again. */
    public static void leave(String id) {
        UnclosedSessions.get().leave(id);
    }

    public Session session() {
        return session;
    }

    /** This controller was started anew: the node's connection, and with it the session, is a new one. */
    public void resume(BuildContext build) {
        renewal = WebPaasRuntime.sessions().resume(session, renewable(build), Timer.get());
        ReturningNodes.add(this);
        UnclosedSessions.get().resume(session.id());
    }

    boolean isOn(Computer computer) {
        return computer.getName().equals(place.node());
    }

    /** @param channel to the session's node, which is about to be online again */
    void nodeIsBack(VirtualChannel channel) throws InterruptedException {
        renewal.nodeIsBack(place.over(channel));
    }

    /** As far as the node can be reached; what the session was for is over, so a failure is said and does no harm. */
    public void close(BuildContext build) throws InterruptedException {
        if (renewal != null) {
            renewal.close();
        }
        close(build, WebPaasConfiguration.get().service(serviceId).orElse(null));
    }

    /** @param service that may learn host keys from the session; null for none */
    private void close(BuildContext build, Service service) throws InterruptedException {
        ReturningNodes.remove(this);
        try {
            Consumer<String> log = renewal == null ? build::say : renewal::say;
            WebPaasRuntime.sessions().close(session, service, place.connect()).forEach(log);
            UnclosedSessions.get().closed(session.id());
        } catch (IOException | RuntimeException e) {
            boolean isKept = UnclosedSessions.get().leave(session.id());
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
                return place.connect();
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
