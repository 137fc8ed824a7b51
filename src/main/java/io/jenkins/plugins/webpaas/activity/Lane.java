package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.client.Activities;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What one service is asked, and by which threads: a service that is slow is so for its own waiters alone. */
final class Lane {
    private static final int STATE_THREADS = 3;
    private static final int LOG_THREADS = 2;
    private static final int ROUNDS_PER_SECOND = 200;
    private static final int LOOKS_PER_SECOND = 50;

    private final Poller poller;
    private final ScheduledExecutorService timer;
    private final ThreadPoolExecutor states = Poller.pool("webpaas-states", STATE_THREADS, new LinkedBlockingQueue<>());
    private final ThreadPoolExecutor logs =
            Poller.pool("webpaas-logs", LOG_THREADS, new PriorityBlockingQueue<>(11, LogReader.ORDER));

    /** Guarded by this, as is who belongs to them. */
    private final Map<Group.Key, Group> groups = new HashMap<>();

    Lane(Poller poller, ScheduledExecutorService timer) {
        this.poller = poller;
        this.timer = timer;
    }

    Poller poller() {
        return poller;
    }

    /** Puts a wait to those of the same account and project. */
    void join(Wait wait, Group.Key key, Supplier<Activities> activities) {
        Group group;
        boolean isNew;
        synchronized (this) {
            isNew = !groups.containsKey(key);
            group = groups.computeIfAbsent(key, missing -> new Group(this, key, activities.get()));
            group.add(wait);
        }
        wait.joined(group);
        if (isNew) {
            now(group::round);
        }
    }

    /** Whether nobody is left in it; it is forgotten then. */
    synchronized boolean isDone(Group group) {
        return group.size() == 0 && groups.remove(group.key(), group);
    }

    void after(Duration delay, Runnable task) {
        timer.schedule(() -> now(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    void now(Runnable task) {
        states.execute(task);
    }

    /** How long a round of all states takes, if there are not to be too many requests. */
    synchronized Duration roundOfStates() {
        return Duration.ofSeconds(1).multipliedBy(groups.size()).dividedBy(ROUNDS_PER_SECOND);
    }

    /** How long a round of all logs takes, if there are not to be too many requests. */
    synchronized Duration roundOfLogs() {
        int waits = groups.values().stream().mapToInt(Group::size).sum();
        return Duration.ofSeconds(1).multipliedBy(waits).dividedBy(LOOKS_PER_SECOND);
    }

    LogReader reader(Supplier<Duration> look) {
        return new LogReader(look, logs, timer);
    }
}
