package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.client.ApiToken;
import io.jenkins.plugins.webpaas.client.WebPaasClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks after all activities that a controller waits for. However many there are, it has {@value #STATE_THREADS} threads
 * for states and {@value #LOG_THREADS} for logs, and none while nobody waits.
 *
 * <p>An end is noticed within a second: the states of what is awaited in one project as one account are asked for every 0.6
 * to 0.8 s, by one request for one activity and by one list for many (protocol section 7; the vendor's library asks every
 * second). Of each log that has something new there is a request every 2 s, of a silent one every 10 s (the vendor's console:
 * 3 s), and one at the activity's end; of all logs together no more than {@value #LOOKS_PER_SECOND} a second. A service that is slow or in trouble is asked less often.
 */
public final class Poller {
    private static final int STATE_THREADS = 8;
    private static final int LOG_THREADS = 4;
    private static final int IDLE_SECONDS = 30;
    private static final int LOOKS_PER_SECOND = 50;

    private final WebPaasClient client;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final ThreadPoolExecutor states = pool("webpaas-states", STATE_THREADS, new LinkedBlockingQueue<>());
    private final ThreadPoolExecutor logs =
            pool("webpaas-logs", LOG_THREADS, new PriorityBlockingQueue<>(11, LogReader.ORDER));

    /** Guarded by this, as is who belongs to them. */
    private final Map<Group.Key, Group> groups = new HashMap<>();

    /** @param timer tells the time and does nothing else */
    public Poller(WebPaasClient client, ScheduledExecutorService timer, Clock clock) {
        this.client = client;
        this.timer = timer;
        this.clock = clock;
    }

    private static ThreadPoolExecutor pool(String name, int threads, BlockingQueue<Runnable> queue) {
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
            wait.deadline(after(Duration.between(clock.instant(), awaited.deadline()), wait::timeOut));
        }
        states.execute(() -> join(wait));
        return wait;
    }

    /** Puts a wait to those of the same account and project. */
    private void join(Wait wait) {
        lookUp(wait, token -> join(wait, token));
    }

    /** Looks the API token up again, which is of no use any more; it may have been replaced. */
    void rejoin(Wait wait, ApiToken useless, IOException why) {
        lookUp(wait, token -> {
            if (token.equals(useless)) {
                wait.fail(why);
            } else {
                join(wait, token);
            }
        });
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
        Group.Key key = new Group.Key(token, wait.project());
        Group group;
        boolean isNew;
        synchronized (this) {
            isNew = !groups.containsKey(key);
            group = groups.computeIfAbsent(
                    key,
                    missing -> new Group(this, key, client.withoutRetries(token).activities()));
            group.add(wait);
        }
        wait.joined(group);
        if (isNew) {
            group.round();
        }
    }

    /** Whether nobody is left in it; it is forgotten then. */
    synchronized boolean isDone(Group group) {
        return group.size() == 0 && groups.remove(group.key(), group);
    }

    ScheduledFuture<?> after(Duration delay, Runnable task) {
        return timer.schedule(() -> states.execute(task), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
    }

    void now(Runnable task) {
        states.execute(task);
    }

    /** How long a round of all logs takes, if there are not to be too many requests. */
    synchronized Duration roundOfLogs() {
        int waits = groups.values().stream().mapToInt(Group::size).sum();
        return Duration.ofSeconds(1).multipliedBy(waits).dividedBy(LOOKS_PER_SECOND);
    }

    LogReader reader(Supplier<Duration> look) {
        return new LogReader(look, logs, timer);
    }

    Clock clock() {
        return clock;
    }
}
