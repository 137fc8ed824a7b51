package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.AccessToken;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.concurrent.Futures;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.ssh.Certificate;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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

/**
 * Opens, renews and closes sessions from the controller, with calls to the service and to nodes. A block does this:
 *
 * <pre>{@code
 * Sessions sessions = new Sessions(client, hostKeys, executor, Clock.systemUTC());
 * PendingSession pending = sessions.begin(Sessions.newId(), token, SshMode.AGENT, node, Map.of());
 * Session session = sessions.finish(pending, token, new Target("abcdefghij234", "main"), log);
 * try (SessionRenewal renewal = sessions.keep(session, block, timer)) {
 *     run(session.environment(variables));
 * } finally {
 *     sessions.close(session, token.service(), node).forEach(log);
 * }
 * }</pre>
 */
public final class Sessions {
    /** The seconds for which a failed pending waits until the node has cleaned up. */
    private static final int CLEAN_UP_TIMEOUT = 10;

    /** The shortest time between two certificates, even if they or the access tokens are valid for less. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private final WebPaasClient client;
    private final HostKeys hostKeys;
    private final ExecutorService executor;
    private final Clock clock;

    /** @param executor for parallel calls while a session opens; the caller shuts it down */
    public Sessions(WebPaasClient client, HostKeys hostKeys, ExecutorService executor, Clock clock) {
        this.client = client;
        this.hostKeys = hostKeys;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * Opens a session. Takes two round trips to the service: the access token first, then the certificate and the target. Meanwhile the
     * node makes its key pair.
     *
     * @throws IOException with a message for users; no session stays open then
     */
    public Session open(ApiToken token, SshMode ssh, Target target, NodeSide node)
            throws IOException, InterruptedException {
        return finish(begin(newId(), token, ssh, node, Map.of()), token, target, sentence -> {});
    }

    public static String newId() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** Returns the id for a text: the same for the same text. */
    public static String idOf(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }

    /** Returns the directory that a session has on its node unless the file system does not suit. */
    public static String directoryOf(String id, NodeSide node) {
        return node.base() + '/' + NodeSession.name(id);
    }

    /**
     * Begins to open a session on its node, and returns at once.
     *
     * @param id as of {@link #newId}; a session that was open on the node with this id goes on
     * @param extraVariables further variables for the build
     */
    public PendingSession begin(
            String id, ApiToken token, SshMode ssh, NodeSide node, Map<String, String> extraVariables) {
        Service service = token.service();
        return new PendingSession(id, node, executor.submit(() -> {
            CheckedNodeAnswer answer = open(id, ssh, service, node);
            Map<String, String> variables = SessionVariables.onNode(answer, service.cli());
            variables.putAll(extraVariables);
            return new Session(id, answer, variables);
        }));
    }

    /**
     * Completes a pending session, with a certificate unless the mode is NONE.
     *
     * @param log gets a line if the service asks for a pause
     * @throws IOException with a message for users; no session stays open then, nor after an interrupt
     */
    public Session finish(PendingSession pending, ApiToken token, Target target, Consumer<String> log)
            throws IOException, InterruptedException {
        try {
            return interruptibly(() -> complete(pending, token, target, log));
        } catch (IOException | InterruptedException | RuntimeException e) {
            cleanUp(pending, e);
            throw e;
        }
    }

    private Session complete(PendingSession pending, ApiToken token, Target target, Consumer<String> log)
            throws IOException, InterruptedException {
        WebPaasApi api = client.as(token, log);
        api.accessToken(); // for all parallel requests
        Future<ResolvedTarget> resolvedTarget = executor.submit(() -> ResolvedTarget.find(api, target, executor));
        Session session = pending.onNode();
        if (session.publicKey() != null) {
            session = install(session, api, pending.node())
                    .orElseThrow(() -> new IOException("The node forgot the session while it was being opened"));
        }
        return session.withTarget(Futures.of(resolvedTarget), token.service());
    }

    /**
     * Logs in without a session on a node: looks up a target and checks the API token.
     *
     * @param log gets a line if the service asks for a pause
     * @throws IOException with a message for users
     */
    public ResolvedTarget logIn(ApiToken token, Target target, Consumer<String> log)
            throws IOException, InterruptedException {
        return interruptibly(() -> {
            WebPaasApi api = client.as(token, log);
            api.accessToken();
            return ResolvedTarget.find(api, target, executor);
        });
    }

    /**
     * Renews a session until the returned object is closed.
     *
     * @param timer only hands tasks to the executor
     */
    public SessionRenewal keep(Session session, SessionRenewal.Block block, ScheduledExecutorService timer) {
        return new SessionRenewal(this, session, block, timer, executor, clock).start();
    }

    /** Renews a session from before a restart of this controller, which its node may have lost. */
    public SessionRenewal resume(Session session, SessionRenewal.Block block, ScheduledExecutorService timer) {
        return new SessionRenewal(this, session, block, timer, executor, clock).resume();
    }

    /**
     * Requests and installs a new certificate for a session's key, and first a new access token if that is stale.
     *
     * @return the session with its new {@link Session#renewAt}; empty if the node does not know the session, for which there is
     *     {@link #openAgain}
     * @throws IOException with a message for users; the former certificate stays then
     */
    Optional<Session> renew(Session session, ApiToken token, NodeSide node) throws IOException, InterruptedException {
        return session.publicKey() == null ? Optional.of(session) : install(session, client.as(token), node);
    }

    /**
     * Opens a session again in the same directory, on a node that was restarted or has reconnected. The session has a new key unless
     * its SSH agent still runs. Clients of a new key wait for the certificate from {@link #renew}.
     */
    Session openAgain(Session session, Service service, NodeSide node) throws IOException, InterruptedException {
        CheckedNodeAnswer answer = open(session.id(), session.ssh(), service, node);
        if (answer.ssh() != session.ssh() || !answer.directory().toString().equals(session.directory())) {
            throw new IOException("The node has opened the session in " + answer.directory() + " with ssh: '"
                    + answer.ssh() + "', but the build's variables lead to " + session.directory() + " with ssh: '"
                    + session.ssh() + "'. Start the node's Java with the options that it had before");
        }
        return session.withKey(answer.publicKey());
    }

    private CheckedNodeAnswer open(String id, SshMode ssh, Service service, NodeSide node)
            throws IOException, InterruptedException {
        NodeSide.Request request =
                new NodeSide.Request(id, node.base(), ssh, HostKeys.trusted(service.ssh(), hostKeys.of(service)));
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
     * Closes a session on its node, and remembers the host keys that its clients saw for the first time.
     *
     * @param service null if it is not configured any more
     * @return sentences for the build log
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
        List<String> undeleted = ReportedText.of(closed.undeleted());
        if (!undeleted.isEmpty()) {
            notes.add("Files of the session could not be deleted on its node: " + undeleted.get(0) + ". They are in "
                    + session.directory() + ".");
        }
        return notes;
    }

    static String refusal(String reason) {
        return "The SSH agent refused to sign: " + reason + ".";
    }

    static String loss(NodeSide.Loss loss) {
        return loss == NodeSide.Loss.FILES
                ? "Files of the session were deleted on its node, by this build or another program. They are made again. A session"
                        + " is in the temporary directory beside the workspace: a build must not delete webpaas-* there."
                : "The session's SSH agent on the node was ended by another program, or hangs. Another one starts, with a new key.";
    }

    /**
     * Returns the time to renew a certificate, which may end with the access token that it names (protocol, "When to renew").
     *
     * @param access the access token before the request for the certificate, which is at least as old as the one that the
     *     certificate names; stale while another thread renews it, or if it cannot be renewed
     */
    private static Instant renewAt(Certificate certificate, AccessToken access, Instant now) {
        Instant renewAt = certificate.staleAt(now);
        if (certificate.accessTokenId() != null && access.isStronglyAuthenticated()) {
            Instant soon = now.plus(Duration.between(now, access.expiresAt()).dividedBy(4));
            renewAt = Collections.min(List.of(renewAt, Collections.max(List.of(soon, access.staleAt()))));
        }
        return Collections.max(List.of(renewAt, now.plus(SHORTEST_PAUSE)));
    }

    private void cleanUp(PendingSession pending, Exception failure) {
        Future<NodeSide.Closed> cleaning =
                executor.submit(() -> pending.node().close(pending.id(), pending.directory()));
        try {
            cleaning.get(CLEAN_UP_TIMEOUT, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            pending.abandon();
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            pending.abandon();
            failure.addSuppressed(e);
        }
    }

    private interface Call<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Clears the interrupt flag, which the client sets, so that the caller can wait for the node to clean up. */
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
