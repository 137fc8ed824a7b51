package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.concurrent.FairThreadPool;
import io.jenkins.plugins.webpaas.concurrent.MessageQueue;
import io.jenkins.plugins.webpaas.service.Endpoints;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks after all activities that a controller waits for. However many there are, it has 5 threads for each service that it asks
 * and {@value #WAITER_THREADS} to speak with those who wait, and none while nobody waits. Those that are slow have others
 * ({@link FairThreadPool}).
 *
 * <p>An end is noticed within a second: the states of what is awaited in one project as one account are asked for every 0.6
 * to 0.8 s, by one request for one activity and by one list for many (protocol section 7; the vendor's library asks every
 * second). Of each log that has something new there is a request every 2 s, of a silent one every 10 s (the vendor's console:
 * 3 s), and one at the activity's end. One service is asked for no more than 50 logs a second and no more than 200 projects, and less
 * often while it is slow or in trouble.
 */
public final class Poller {
    private static final int WAITER_THREADS = 2;

    /** That every wait has, so that what ended while the controller was down is seen, though the time is over. */
    private static final Duration LEAST = Duration.ofSeconds(10);

    /** How long a wait may go on after nobody waits any more. */
    private static final Duration QUESTIONS = Duration.ofSeconds(30);

    private final WebPaasClient client;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final FairThreadPool waiters;
    private final Map<Endpoints, ServicePoller> lanes = new ConcurrentHashMap<>();

    /** @param timer tells the time and does nothing else */
    public Poller(WebPaasClient client, ScheduledExecutorService timer, Clock clock) {
        this.client = client;
        this.timer = timer;
        this.clock = clock;
        waiters = new FairThreadPool("webpaas-waiters", WAITER_THREADS, timer);
    }

    /** Begins to wait, or goes on; returns at once. The waiter hears of it from other threads. */
    public WaitHandle await(WaitState awaited, WaitListener waiter) {
        ActiveWait wait = new ActiveWait(awaited, waiter, new MessageQueue(waiters));
        if (awaited.deadline() != null) {
            Duration left = Duration.between(clock.instant(), awaited.deadline());
            long millis = Math.max(left.toMillis(), LEAST.toMillis());
            wait.deadline(timer.schedule(() -> ask(wait::timeOut), millis, TimeUnit.MILLISECONDS));
        }
        questionLater(wait);
        ask(() -> lookUp(wait, token -> join(wait, token)));
        return wait;
    }

    private void questionLater(ActiveWait wait) {
        wait.question(timer.schedule(() -> ask(() -> question(wait)), QUESTIONS.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void question(ActiveWait wait) {
        boolean isGone = false;
        try {
            isGone = wait.waiter().isGone();
        } finally {
            if (isGone) {
                wait.stop();
            } else {
                questionLater(wait);
            }
        }
    }

    /** Looks the API token up again, which is of no use any more; it may have been replaced. */
    void rejoin(ActiveWait wait, ApiToken useless, IOException why) {
        ask(() -> lookUp(wait, token -> {
            if (token.equals(useless)) {
                wait.fail(why);
            } else {
                join(wait, token);
            }
        }));
    }

    private static void lookUp(ActiveWait wait, Consumer<ApiToken> then) {
        ApiToken token;
        try {
            token = wait.waiter().token();
        } catch (IOException e) {
            wait.fail(e);
            return;
        } catch (RuntimeException e) {
            wait.fail(new IOException("The API token could not be looked up: " + e, e));
            return;
        }
        then.accept(token);
    }

    private void join(ActiveWait wait, ApiToken token) {
        lanes.computeIfAbsent(token.service().endpoints(), endpoints -> new ServicePoller(this, timer))
                .join(wait, new ProjectPoller.Key(token, wait.project()), () -> client.inPlace(token)
                        .activities());
    }

    /** Asks a waiter something. One that takes its time over the answer holds up neither others nor what else becomes of its wait. */
    private void ask(Runnable question) {
        waiters.execute(new FairThreadPool.Owner(), question);
    }
}
