package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.concurrent.FairThreadPool;
import io.jenkins.plugins.webpaas.concurrent.RepeatedTask;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Polls one service: has its threads, and limits its requests. A slow service delays waits for its own activities alone, and a slow
 * project those for the project's.
 */
final class ServicePoller {
    private static final int STATE_REQUESTS_PER_SECOND = 200;

    /** Enough threads to send that many requests if each takes 60 ms. A thread ends when no request needs it. */
    private static final int STATE_THREADS = 12;

    private static final int LOG_THREADS = 2;
    private static final int LOG_REQUESTS_PER_SECOND = 50;

    private final Poller poller;
    private final ScheduledExecutorService timer;
    private final FairThreadPool stateThreads;
    private final FairThreadPool logThreads;

    /** The lock of this object guards the map, and additions to a project's waits. */
    private final Map<ProjectPoller.Key, ProjectPoller> projectPollers = new HashMap<>();

    ServicePoller(Poller poller, ScheduledExecutorService timer) {
        this.poller = poller;
        this.timer = timer;
        stateThreads = new FairThreadPool("webpaas-states", STATE_THREADS, timer);
        logThreads = new FairThreadPool("webpaas-logs", LOG_THREADS, timer);
    }

    Poller poller() {
        return poller;
    }

    /** Adds a wait to those of the same account and project. */
    void add(ActiveWait wait, ProjectPoller.Key key, Supplier<WebPaasApi> api) {
        ProjectPoller projectPoller;
        boolean isNew;
        synchronized (this) {
            isNew = !projectPollers.containsKey(key);
            projectPoller = projectPollers.computeIfAbsent(key, missing -> new ProjectPoller(this, key, api.get()));
            projectPoller.add(wait);
        }
        wait.attachTo(projectPoller);
        if (isNew) {
            execute(projectPoller, projectPoller::poll);
        }
    }

    /** Removes a project without waits, and tells whether it did so. */
    synchronized boolean removeIfEmpty(ProjectPoller projectPoller) {
        return projectPoller.size() == 0 && projectPollers.remove(projectPoller.key(), projectPoller);
    }

    void executeAfter(Duration delay, ProjectPoller projectPoller, Runnable task) {
        timer.schedule(() -> execute(projectPoller, task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    void execute(ProjectPoller projectPoller, Runnable task) {
        stateThreads.execute(projectPoller.stateOwner, task);
    }

    /** Returns the shortest time between two polls of a project, so that all projects together stay within the limit. */
    synchronized Duration stateInterval() {
        return Duration.ofSeconds(1).multipliedBy(projectPollers.size()).dividedBy(STATE_REQUESTS_PER_SECOND);
    }

    /** Returns the shortest time between two requests for a log, so that all logs together stay within the limit. */
    synchronized Duration logInterval() {
        int waits =
                projectPollers.values().stream().mapToInt(ProjectPoller::size).sum();
        return Duration.ofSeconds(1).multipliedBy(waits).dividedBy(LOG_REQUESTS_PER_SECOND);
    }

    /** @param readOnce returns the time until its next run; null to end */
    RepeatedTask newLogTask(ProjectPoller projectPoller, Supplier<Duration> readOnce) {
        return new RepeatedTask(readOnce, logThreads, projectPoller.logOwner, timer);
    }
}
