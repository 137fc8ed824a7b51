package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.AccessToken;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.concurrent.Futures;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.HostKeys;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Opens, renews and closes sessions: the controller's half, which speaks with the service and with nodes. */
public final class Sessions {
    /** How long a failed opening waits until the node has tidied up, in seconds; the node goes on by itself after that. */
    private static final int TIDYING = 10;

    /** Between two certificates, however short they or the access tokens live. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private final WebPaasClient client;
    private final HostKeys hostKeys;
    private final ExecutorService executor;
    private final Clock clock;

    /** @param executor for what is done at the same time while a session opens; the caller's to shut down */
    public Sessions(WebPaasClient client, HostKeys hostKeys, ExecutorService executor, Clock clock) {
        this.client = client;
        this.hostKeys = hostKeys;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * Opens a session. That takes two round trips to the service: the access token first, then the certificate and
     * whatever must be known of the target. Meanwhile the node makes its key pair.
     *
     * @throws IOException with a message for the user; nothing is left open then
     */
    public Session open(ApiToken token, SshMode ssh, Target target, NodeSide node)
            throws IOException, InterruptedException {
        return finish(begin(newId(), token, ssh, node, Map.of()), token, target, sentence -> {});
    }

    /** A name for a session that no other has. */
    public static String newId() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** The name that goes with a text; to another text goes another name. */
    public static String idOf(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }

    /** The directory that a session gets on its node, unless that place does not serve. */
    public static String directoryOf(String id, NodeSide node) {
        return node.base() + '/' + NodeSession.name(id);
    }

    /**
     * Begins to open a session on its node, and returns at once.
     *
     * @param id as {@link #newId} makes them; a session of the same id and node that was open before goes on as this one
     * @param besides variables for the build that come from elsewhere
     */
    public PendingSession begin(String id, ApiToken token, SshMode ssh, NodeSide node, Map<String, String> besides) {
        Service service = token.service();
        return new PendingSession(
                id, node, service.cli(), executor.submit(() -> open(id, ssh, service, node)), besides);
    }

    /**
     * Brings an opening to its end: with a certificate, unless SSH is not wanted.
     *
     * @param log gets a line if the service makes it wait
     * @throws IOException with a message for the user; nothing is left open then, nor after an interrupt
     */
    public Session finish(PendingSession opening, ApiToken token, Target target, Consumer<String> log)
            throws IOException, InterruptedException {
        try {
            return interruptibly(() -> complete(opening, token, target, log));
        } catch (IOException | InterruptedException | RuntimeException e) {
            tidyUp(opening, e);
            throw e;
        }
    }

    private Session complete(PendingSession opening, ApiToken token, Target target, Consumer<String> log)
            throws IOException, InterruptedException {
        WebPaasApi api = client.as(token, log);
        api.accessToken(); // what follows at the same time then shares one
        Future<ResolvedTarget> finding = executor.submit(() -> find(api, token, target));
        Session session = opening.onNode();
        if (session.publicKey() != null) {
            session = install(session, api, opening.node())
                    .orElseThrow(() -> new IOException("The node forgot the session while it was being opened"));
        }
        return session.at(Futures.of(finding), token.service());
    }

    /**
     * Logs in without a session on a node: finds what a target names, or where there is none, makes sure that the API token
     * is good.
     *
     * @param log gets a line if the service makes it wait
     * @throws IOException with a message for the user
     */
    public ResolvedTarget logIn(ApiToken token, Target target, Consumer<String> log)
            throws IOException, InterruptedException {
        return interruptibly(() -> {
            WebPaasApi api = client.as(token, log);
            api.accessToken();
            return find(api, token, target);
        });
    }

    private ResolvedTarget find(WebPaasApi api, ApiToken token, Target target)
            throws IOException, InterruptedException {
        return ResolvedTarget.find(api, client.withoutRetries(token).activities(), target, executor);
    }

    /**
     * Renews a session whenever that is due, until it is closed.
     *
     * @param timer tells the time and does nothing else
     */
    public SessionRenewal keep(Session session, SessionRenewal.Block block, ScheduledExecutorService timer) {
        return new SessionRenewal(this, session, block, timer, executor, clock).start();
    }

    /** The same for a session of an earlier run of this controller, which its node may have lost. */
    public SessionRenewal resume(Session session, SessionRenewal.Block block, ScheduledExecutorService timer) {
        return new SessionRenewal(this, session, block, timer, executor, clock).resume();
    }

    /**
     * Gives a session a new certificate for its key, and if the access token is stale, takes a new one of those first.
     *
     * @return the session with its new {@link Session#renewAt}; empty if the node does not know it (any more), which
     *     {@link #openAgain} mends
     * @throws IOException with a message for the user; the old certificate then stays as it is
     */
    Optional<Session> renew(Session session, ApiToken token, NodeSide node) throws IOException, InterruptedException {
        return session.publicKey() == null ? Optional.of(session) : install(session, client.as(token), node);
    }

    /**
     * Opens a session again in the same directory, with a new key, on a node that was started anew or reconnected. What is
     * left there of the session before serves until {@link #renew} brings a certificate; where nothing is left, clients of
     * the SSH agent wait for it.
     */
    Session openAgain(Session session, Service service, NodeSide node) throws IOException, InterruptedException {
        CheckedNodeAnswer answer = open(session.id(), session.ssh(), service, node);
        if (answer.ssh() != session.ssh() || !answer.directory().toString().equals(session.directory())) {
            throw new IOException("The node has opened the session in " + answer.directory() + " with ssh: '"
                    + answer.ssh() + "', and before in " + session.directory() + " with ssh: '" + session.ssh()
                    + "': the variables that the build has lead elsewhere. Start the node's Java as before");
        }
        return session.withKey(answer.publicKey());
    }

    private CheckedNodeAnswer open(String id, SshMode ssh, Service service, NodeSide node)
            throws IOException, InterruptedException {
        NodeSide.Request request = new NodeSide.Request(id, node.base(), ssh, service, hostKeys.of(service));
        return CheckedNodeAnswer.of(request, node.open(request));
    }

    private Optional<Session> install(Session session, WebPaasApi api, NodeSide node)
            throws IOException, InterruptedException {
        AccessToken access = api.accessToken();
        Certificate certificate = CertificateRequests.of(api, session.publicKey(), clock.instant());
        Instant now = clock.instant();
        Duration lifetime = certificate.lifetime(now);
        return node.install(session.id(), certificate.line(), lifetime)
                ? Optional.of(session.certified(now.plus(lifetime), renewAt(certificate, access, now)))
                : Optional.empty();
    }

    /**
     * Closes a session on its node, and keeps the host keys that were seen first in it.
     *
     * @param service null if it is not configured any more
     * @return what the build log should say of it, a sentence each
     */
    public List<String> close(Session session, Service service, NodeSide node)
            throws IOException, InterruptedException {
        NodeSide.Closed closed = node.close(session.id(), session.directory());
        List<String> notes = new ArrayList<>();
        if (service != null) {
            notes.addAll(hostKeys.learn(service, closed.seenHosts()));
        }
        for (String refusal : ReportedText.of(closed.refusals())) {
            notes.add(refusal(refusal));
        }
        List<String> left = ReportedText.of(closed.left());
        if (!left.isEmpty()) {
            notes.add("Files of the session could not be deleted on its node: " + left.get(0) + ". They are in "
                    + session.directory() + ".");
        }
        return notes;
    }

    /** The sentence of a reason. */
    static String refusal(String reason) {
        return "The SSH agent refused to sign: " + reason + ".";
    }

    /** The sentence of a loss. */
    static String loss(NodeSide.Loss loss) {
        return loss == NodeSide.Loss.FILES
                ? "Files of the session were deleted on its node, by this build or another program, and are made again. A session is in"
                        + " the temporary directory beside the workspace: a build has to leave webpaas-* there alone."
                : "The session's SSH agent on the node was ended by another program, or hangs. Another one starts, with a new key.";
    }

    /**
     * A certificate that names its access token may end with it (protocol section 3, "When to renew").
     *
     * @param access the one that was good before the certificate was asked for, so at least as old as the one it names. It is
     *     stale while somebody else renews it, or nobody can
     */
    private static Instant renewAt(Certificate certificate, AccessToken access, Instant now) {
        Instant renewAt = certificate.staleAt(now);
        if (certificate.accessTokenId() != null && access.isStronglyAuthenticated()) {
            Instant soon = now.plus(Duration.between(now, access.expiresAt()).dividedBy(4));
            renewAt = earlier(renewAt, later(soon, access.staleAt()));
        }
        return later(renewAt, now.plus(SHORTEST_PAUSE));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void tidyUp(PendingSession opening, Exception failure) {
        Future<NodeSide.Closed> tidying = executor.submit(() -> {
            return opening.node().close(opening.id(), opening.directory());
        });
        try {
            tidying.get(TIDYING, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            opening.leave();
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            opening.leave();
            failure.addSuppressed(e);
        }
    }

    private interface Call<T> {
        T run() throws IOException, InterruptedException;
    }

    /** The client keeps the flag of an interrupt that it throws, which would let nobody wait for a node to tidy up. */
    private static <T> T interruptibly(Call<T> call) throws IOException, InterruptedException {
        try {
            return call.run();
        } catch (InterruptedIOException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
            }
            throw e;
        }
    }
}
