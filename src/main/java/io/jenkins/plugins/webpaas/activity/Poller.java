package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.client.ApiToken;
import io.jenkins.plugins.webpaas.client.WebPaasClient;
import io.jenkins.plugins.webpaas.service.Endpoints;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks after all activities that a controller waits for. However many there are, it has 5 threads for each service that it asks
 * and {@value #WAITER_THREADS} to speak with those who wait, and none while nobody waits.
 *
 * <p>An end is noticed within a second: the states of what is awaited in one project as one account are asked for every 0.6
 * to 0.8 s, by one request for one activity and by one list for many (protocol section 7; the vendor's library asks every
 * second). Of each log that has something new there is a request every 2 s, of a silent one every 10 s (the vendor's console:
 * 3 s), and one at the activity's end. One service is asked for no more than 50 logs a second and no more than 200 projects, and less
 * often while it is slow or in trouble.
 */
public final class Poller {
    private static final int WAITER_THREADS = 2;
    private static final int IDLE_SECONDS = 5;

    /** That every wait has, so that what ended while the controller was down is seen, though the time is over. */
    private static final Duration LEAST = Duration.ofSeconds(10);

    private final WebPaasClient client;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final Executor waiters = pool("webpaas-waiters", WAITER_THREADS, new LinkedBlockingQueue<>());
    private final Map<Endpoints, Lane> lanes = new ConcurrentHashMap<>();

    /** @param timer tells the time and does nothing else */
    public Poller(WebPaasClient client, ScheduledExecutorService timer, Clock clock) {
        this.client = client;
        this.timer = timer;
        this.clock = clock;
    }

    static ThreadPoolExecutor pool(String name, int threads, BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, queue, task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Begins to wait, or goes on; returns at once. The waiter hears of it from other threads. */
    public Waiting await(Awaited awaited, Waiter waiter) {
        Wait wait = new Wait(this, awaited, waiter);
        if (awaited.deadline() != null) {
            Duration left = Duration.between(clock.instant(), awaited.deadline());
            long millis = Math.max(left.toMillis(), LEAST.toMillis());
            wait.deadline(timer.schedule(() -> speak(wait::timeOut), millis, TimeUnit.MILLISECONDS));
        }
        speak(() -> lookUp(wait, token -> join(wait, token)));
        return wait;
    }

    /** Looks the API token up again, which is of no use any more; it may have been replaced. */
    void rejoin(Wait wait, ApiToken useless, IOException why) {
        speak(() -> lookUp(wait, token -> {
            if (token.equals(useless)) {
                wait.fail(why);
            } else {
                join(wait, token);
            }
        }));
    }

    private static void lookUp(Wait wait, Consumer<ApiToken> then) {
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

    private void join(Wait wait, ApiToken token) {
        lanes.computeIfAbsent(token.service().endpoints(), endpoints -> new Lane(this, timer))
                .join(wait, new Group.Key(token, wait.project()), () -> client.inPlace(token)
                        .activities());
    }

    /** Says something to a waiter, or asks it, which may take its time: it looks things up, and saves builds. */
    void speak(Runnable words) {
        waiters.execute(words);
    }
}
