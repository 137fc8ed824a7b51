package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activities;
import io.jenkins.plugins.webpaas.concurrent.FairThreadPool;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What one service is asked, and by which threads. A service that is slow is so for its own waiters alone, and a project of the service
 * for those of the project.
 */
final class ServicePoller {
    private static final int STATE_THREADS = 3;
    private static final int LOG_THREADS = 2;
    private static final int ROUNDS_PER_SECOND = 200;
    private static final int LOOKS_PER_SECOND = 50;

    private final Poller poller;
    private final ScheduledExecutorService timer;
    private final FairThreadPool states;
    private final FairThreadPool logs;

    /** Guarded by this, as is who belongs to them. */
    private final Map<ProjectPoller.Key, ProjectPoller> groups = new HashMap<>();

    ServicePoller(Poller poller, ScheduledExecutorService timer) {
        this.poller = poller;
        this.timer = timer;
        states = new FairThreadPool("webpaas-states", STATE_THREADS, timer);
        logs = new FairThreadPool("webpaas-logs", LOG_THREADS, timer);
    }

    Poller poller() {
        return poller;
    }

    /** Puts a wait to those of the same account and project. */
    void join(ActiveWait wait, ProjectPoller.Key key, Supplier<Activities> activities) {
        ProjectPoller group;
        boolean isNew;
        synchronized (this) {
            isNew = !groups.containsKey(key);
            group = groups.computeIfAbsent(key, missing -> new ProjectPoller(this, key, activities.get()));
            group.add(wait);
        }
        wait.joined(group);
        if (isNew) {
            now(group, group::round);
        }
    }

    /** Whether nobody is left in it; it is forgotten then. */
    synchronized boolean isDone(ProjectPoller group) {
        return group.size() == 0 && groups.remove(group.key(), group);
    }

    void after(Duration delay, ProjectPoller group, Runnable task) {
        timer.schedule(() -> now(group, task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    void now(ProjectPoller group, Runnable task) {
        states.execute(group.states(), task);
    }

    /** How long a round of all states takes, if there are not to be too many requests. */
    synchronized Duration roundOfStates() {
        return Duration.ofSeconds(1).multipliedBy(groups.size()).dividedBy(ROUNDS_PER_SECOND);
    }

    /** How long a round of all logs takes, if there are not to be too many requests. */
    synchronized Duration roundOfLogs() {
        int waits = groups.values().stream().mapToInt(ProjectPoller::size).sum();
        return Duration.ofSeconds(1).multipliedBy(waits).dividedBy(LOOKS_PER_SECOND);
    }

    LogSchedule reader(ProjectPoller group, Supplier<Duration> look) {
        return new LogSchedule(look, logs, group.logs(), timer);
    }
}
