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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps a session usable for as long as its block lasts: renews its certificate before that goes stale, and opens it again
 * on a node that has come back without it. What fails is tried again; the certificate before serves until its end.
 */
public final class SessionRenewal implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(SessionRenewal.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** By how much sessions are spread that are due at the same time; half of an access token's last minute. */
    private static final Duration SPREAD = Duration.ofSeconds(30);

    /** The same after a restart: clients may be waiting for the certificate. */
    private static final Duration SPREAD_AFTER_RESTART = Duration.ofSeconds(10);

    /** How often it is looked whether the build was killed, or the timer is late since its machine was asleep; in seconds. */
    private static final int ROUNDS = 60;

    /** How long the end of a block waits for a renewal under way, in seconds. */
    private static final int FINISHING = 10;

    /** The block that a session is for. It is asked each time, since nodes come and go, and tokens are replaced. */
    public interface Block {
        /** @throws IOException with a message for the user, if there is none (any more) */
        ApiToken token() throws IOException, InterruptedException;

        /** @throws NodeAwayException if it cannot be reached now, which is no harm as long as the build does not need it */
        NodeSide node() throws IOException, InterruptedException;

        /** Writes a sentence to the build log. */
        void say(String sentence);

        /** Whether nobody will close the session any more: the build was killed, say. */
        boolean isOver();

        /** Closes the session of a build that is over. */
        void close(Session session) throws IOException, InterruptedException;
    }

    private final Sessions sessions;
    private final Block block;
    private final ScheduledExecutorService timer;
    private final ExecutorService executor;
    private final Clock clock;

    private final ReentrantLock working = new ReentrantLock();
    private Session session;
    private Instant due;
    private volatile boolean isLost;
    private boolean isResumed;
    private final OnceLog log;
    private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    private boolean isFailing;

    private Future<?> next;
    private Future<?> rounds;
    private volatile boolean isClosed;

    /** @param timer tells the time and does nothing else; the work is the executor's */
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
        log = new OnceLog(block::say);
        this.timer = timer;
        this.executor = executor;
        this.clock = clock;
        due = spread(session);
    }

    /** For a session that is open on its node. */
    SessionRenewal start() {
        makeRounds();
        schedule();
        try {
            block.node().listen(session.id(), this::hear);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "Web PaaS session " + session.id() + " is on a node that is away", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return this;
    }

    /** For a session of an earlier run of this controller, which its node may have lost. */
    SessionRenewal resume() {
        isLost = true;
        isResumed = true;
        makeRounds();
        schedule(Duration.ZERO);
        return this;
    }

    private synchronized void makeRounds() {
        rounds =
                timer.scheduleWithFixedDelay(() -> executor.execute(this::lookAfter), ROUNDS, ROUNDS, TimeUnit.SECONDS);
    }

    private void lookAfter() {
        if (working.tryLock()) {
            try {
                if (block.isOver() || isDue()) {
                    work();
                }
            } finally {
                working.unlock();
            }
        }
    }

    private boolean isDue() {
        return due != null && !clock.instant().isBefore(due);
    }

    private void schedule() {
        if (due != null) {
            schedule(Duration.between(clock.instant(), due));
        }
    }

    /** Not a moment earlier, when the access token is not stale yet. */
    private Instant spread(Session session) {
        Instant renewAt = session.renewAt();
        return renewAt == null ? null : renewAt.plus(Jitter.of(Duration.between(clock.instant(), renewAt), SPREAD));
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
        working.lock();
        try {
            if (isClosed) {
                return;
            }
            if (block.isOver()) {
                stop();
                block.close(session);
            } else if (isLost) {
                comeBack(block.token(), block.node());
            } else {
                renew();
                backoff.reset();
                schedule();
            }
        } catch (NodeAwayException e) {
            LOGGER.log(Level.FINE, "Web PaaS session " + session.id() + " waits for its node", e);
            tryAgain();
        } catch (IOException | RuntimeException e) {
            complain(e);
            tryAgain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            working.unlock();
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
            due = spread(session);
            if (isFailing) {
                isFailing = false;
                block.say("The SSH certificate is renewed.");
            }
        }
    }

    /** All sessions come back at the same time. */
    private Duration afterRestart() {
        Instant end = session.validUntil();
        return end == null ? Duration.ZERO : Jitter.of(Duration.between(clock.instant(), end), SPREAD_AFTER_RESTART);
    }

    /** A session that has its key still has its certificate too; clients of a new key wait for one. */
    private void comeBack(ApiToken token, NodeSide node) throws IOException, InterruptedException {
        String key = session.publicKey();
        openAgain(token, node);
        if (Objects.equals(key, session.publicKey())) {
            schedule();
        } else {
            schedule(isResumed ? afterRestart() : Duration.ZERO);
        }
        isResumed = false;
    }

    private void openAgain(ApiToken token, NodeSide node) throws IOException, InterruptedException {
        isLost = true;
        session = sessions.openAgain(session, token.service(), node);
        node.listen(session.id(), this::hear);
        isLost = false;
    }

    /** Writes a sentence to the build log, unless the node's news had it already. */
    public void say(String sentence) {
        log.say(sentence);
    }

    private void hear(NodeSide.News news) {
        executor.execute(() -> {
            ReportedText.of(news.refusals()).stream().map(Sessions::refusal).forEach(log::say);
            if (news.loss() != NodeSide.Loss.NONE) {
                log.say(Sessions.loss(news.loss()));
                isLost = true;
                schedule(Duration.ZERO);
            }
        });
    }

    /**
     * The node was away and is about to come back. When this has returned, the session is there again, unless a renewal under
     * way will see to that; its clients wait for the certificate, which comes by itself.
     */
    public void nodeIsBack(NodeSide node) throws InterruptedException {
        if (working.tryLock()) {
            try {
                if (!isClosed) {
                    comeBack(block.token(), node);
                    return;
                }
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.FINE, "Web PaaS session " + session.id() + " did not come back with its node", e);
            } finally {
                working.unlock();
            }
        }
        schedule(Duration.ZERO);
    }

    /** Once for all attempts in a row. */
    private void complain(Exception e) {
        LOGGER.log(Level.FINE, "Web PaaS session " + session.id() + " could not be renewed", e);
        if (!isFailing) {
            isFailing = true;
            block.say("The SSH certificate could not be renewed. The one before serves until " + session.validUntil()
                    + ", and Jenkins goes on trying. " + e.getMessage());
        }
    }

    private void tryAgain() {
        schedule(backoff.next());
    }

    /** When this has returned, nothing is opened any more. */
    @Override
    public void close() throws InterruptedException {
        stop();
        if (working.tryLock(FINISHING, TimeUnit.SECONDS)) {
            working.unlock();
        }
    }

    private synchronized void stop() {
        isClosed = true;
        rounds.cancel(false);
        if (next != null) {
            next.cancel(false);
        }
    }
}
