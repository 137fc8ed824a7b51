package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.concurrent.Backoff;
import io.jenkins.plugins.webpaas.concurrent.Jitter;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps a session usable while its block runs: renews the certificate before it goes stale, and opens the session again on a node that
 * has lost it. Repeats failed attempts; the former certificate serves until its end.
 */
public final class SessionRenewal implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(SessionRenewal.class.getName());

    /** The longest delay of a renewal, so that many sessions are not renewed at once: half of an access token's last minute. */
    private static final Duration SPREAD = Duration.ofSeconds(30);

    /** The longest delay of a renewal after a restart. It is short, since clients may wait for the certificate. */
    private static final Duration SPREAD_AFTER_RESTART = Duration.ofSeconds(10);

    /** The seconds between checks whether the build was killed, or a renewal is late because the machine was asleep. */
    private static final int CHECK_INTERVAL = 60;

    /** The seconds for which the end of a block waits for a renewal under way. */
    private static final int CLOSE_TIMEOUT = 10;

    /** The block of a session. Each attempt asks for token and node anew, since both may be replaced. */
    public interface Block {
        /** @throws IOException with a message for users, if there is no token any more */
        ApiToken token() throws IOException, InterruptedException;

        /** @throws NodeAwayException if the node cannot be reached now; a later attempt may succeed */
        NodeSide node() throws IOException, InterruptedException;

        /** Writes a sentence to the build log. */
        void say(String sentence);

        /** Tells whether the build is over without having closed the session, such as after it was killed. */
        boolean isOver();

        /** Closes the session of a build that is over. */
        void close(Session session) throws IOException, InterruptedException;
    }

    private final Sessions sessions;
    private final Block block;
    private final ScheduledExecutorService timer;
    private final ExecutorService executor;
    private final Clock clock;

    private final ReentrantLock workLock = new ReentrantLock();
    private Session session;
    private Instant renewAt;
    private volatile boolean isLost;
    private boolean isResumed;
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));
    private boolean isFailing;

    private Future<?> next;
    private Future<?> checks;
    private volatile boolean isClosed;

    /** @param timer only hands tasks to the executor */
    SessionRenewal(
            Sessions sessions,
            Session session,
            Block block,
            ScheduledExecutorService timer,
            ExecutorService executor,
            Clock clock) {
        this.sessions = sessions;
        this.session = session;
        this.block = block;
        this.timer = timer;
        this.executor = executor;
        this.clock = clock;
        renewAt = delayed(session.renewAt());
    }

    /** Begins with a session that is open on its node. */
    SessionRenewal start() {
        scheduleChecks();
        schedule();
        try {
            block.node().listen(session.id(), this::onNews);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "Web PaaS session " + session.id() + " is on a node that is away", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return this;
    }

    /** Begins with a session from before a restart of this controller, which its node may have lost. */
    SessionRenewal resume() {
        isLost = true;
        isResumed = true;
        scheduleChecks();
        schedule(Duration.ZERO);
        return this;
    }

    private synchronized void scheduleChecks() {
        checks = timer.scheduleWithFixedDelay(
                () -> executor.execute(this::check), CHECK_INTERVAL, CHECK_INTERVAL, TimeUnit.SECONDS);
    }

    private void check() {
        if (workLock.tryLock()) {
            try {
                if (block.isOver() || isDue()) {
                    work();
                }
            } finally {
                workLock.unlock();
            }
        }
    }

    private boolean isDue() {
        return renewAt != null && !clock.instant().isBefore(renewAt);
    }

    private void schedule() {
        if (renewAt != null) {
            schedule(Duration.between(clock.instant(), renewAt));
        }
    }

    /** Adds a random delay to a time. A renewal before that time would not find a stale access token. */
    private Instant delayed(Instant time) {
        return time == null ? null : time.plus(Jitter.of(Duration.between(clock.instant(), time), SPREAD));
    }

    private synchronized void schedule(Duration delay) {
        if (next != null) {
            next.cancel(false);
        }
        if (!isClosed) {
            next = timer.schedule(() -> executor.execute(this::work), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void work() {
        workLock.lock();
        try {
            if (isClosed) {
                return;
            }
            if (block.isOver()) {
                stop();
                block.close(session);
            } else if (isLost) {
                reopen(block.token(), block.node());
            } else {
                renew();
                backoff.reset();
                schedule();
            }
        } catch (NodeAwayException e) {
            LOGGER.log(Level.FINE, "Web PaaS session " + session.id() + " waits for its node", e);
            schedule(backoff.next());
        } catch (IOException | RuntimeException e) {
            reportFailure(e);
            schedule(backoff.next());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            workLock.unlock();
        }
    }

    private void renew() throws IOException, InterruptedException {
        ApiToken token = block.token();
        NodeSide node = block.node();
        Optional<Session> renewed = sessions.renew(session, token, node);
        if (renewed.isEmpty() && !isClosed) {
            openAgain(token, node);
            renewed = sessions.renew(session, token, node);
        }
        if (renewed.isPresent()) {
            session = renewed.get();
            renewAt = delayed(session.renewAt());
            if (isFailing) {
                isFailing = false;
                block.say("The SSH certificate is renewed.");
            }
        }
    }

    /** Returns a random delay of the renewal after a restart, when all sessions are opened again at once. */
    private Duration delayAfterRestart() {
        Instant end = session.validUntil();
        return end == null ? Duration.ZERO : Jitter.of(Duration.between(clock.instant(), end), SPREAD_AFTER_RESTART);
    }

    /** Opens the session again. A session that kept its key has its certificate too; clients of a new key wait for one. */
    private void reopen(ApiToken token, NodeSide node) throws IOException, InterruptedException {
        String key = session.publicKey();
        openAgain(token, node);
        if (Objects.equals(key, session.publicKey())) {
            schedule();
        } else {
            schedule(isResumed ? delayAfterRestart() : Duration.ZERO);
        }
        isResumed = false;
    }

    private void openAgain(ApiToken token, NodeSide node) throws IOException, InterruptedException {
        isLost = true;
        session = sessions.openAgain(session, token.service(), node);
        node.listen(session.id(), this::onNews);
        isLost = false;
    }

    /** Writes a sentence to the build log, unless news of the node had the same sentence. */
    public void say(String sentence) {
        if (said.add(sentence)) {
            block.say(sentence);
        }
    }

    private void onNews(NodeSide.News news) {
        executor.execute(() -> {
            ReportedText.of(news.refusals()).stream().map(Sessions::refusal).forEach(this::say);
            if (news.loss() != NodeSide.Loss.NONE) {
                say(Sessions.loss(news.loss()));
                isLost = true;
                schedule(Duration.ZERO);
            }
        });
    }

    /**
     * Opens the session again on a node that is about to be online again. If a renewal is under way, the renewal does so later. The
     * session's clients wait for the certificate. A session whose build is over is closed instead.
     */
    public void nodeIsBack(NodeSide node) throws InterruptedException {
        if (workLock.tryLock()) {
            try {
                if (!isClosed && !block.isOver()) {
                    reopen(block.token(), node);
                    return;
                }
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.FINE, "Web PaaS session " + session.id() + " did not come back with its node", e);
            } finally {
                workLock.unlock();
            }
        }
        schedule(Duration.ZERO);
    }

    private void reportFailure(Exception e) {
        LOGGER.log(Level.FINE, "Web PaaS session " + session.id() + " could not be renewed", e);
        if (!isFailing) {
            isFailing = true;
            block.say("The SSH certificate could not be renewed. The old certificate is valid until "
                    + session.validUntil() + ", and Jenkins goes on trying. " + e.getMessage());
        }
    }

    /** Ends the renewal. Waits for an attempt under way, for up to ten seconds. */
    @Override
    public void close() throws InterruptedException {
        stop();
        if (workLock.tryLock(CLOSE_TIMEOUT, TimeUnit.SECONDS)) {
            workLock.unlock();
        }
    }

    private synchronized void stop() {
        isClosed = true;
        checks.cancel(false);
        if (next != null) {
            next.cancel(false);
        }
    }
}
