package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activities;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.concurrent.Backoff;
import io.jenkins.plugins.webpaas.concurrent.Durations;
import io.jenkins.plugins.webpaas.concurrent.FairThreadPool;
import io.jenkins.plugins.webpaas.concurrent.Jitter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Polls the activities of one project as one account. Reads the states of all of them together, and never twice at a time. */
final class ProjectPoller {
    private static final Logger LOGGER = Logger.getLogger(ProjectPoller.class.getName());

    /** The time between the beginnings of two polls, at most. The vendor's library asks every second. */
    private static final Duration INTERVAL = Duration.ofMillis(800);

    /** The longest pause that users need not hear of. */
    private static final Duration SHORT_PAUSE = Duration.ofMinutes(1);

    private final ServicePoller servicePoller;
    private final Key key;
    private final WebPaasApi api;
    private final Set<ActiveWait> waits = ConcurrentHashMap.newKeySet();

    /** The ids of activities that a request of their own reads at the moment. */
    private final Set<String> readAlone = ConcurrentHashMap.newKeySet();

    final FairThreadPool.Owner stateOwner = new FairThreadPool.Owner();
    final FairThreadPool.Owner logOwner = new FairThreadPool.Owner();
    private final Backoff backoff = newBackoff();
    private long pausedUntil = System.nanoTime();

    /** The failure that users should hear of; null while polls succeed. */
    private IOException trouble;

    record Key(ApiToken token, String project) {}

    /** @param api as the key's account sees them; repeats no request */
    ProjectPoller(ServicePoller servicePoller, Key key, WebPaasApi api) {
        this.servicePoller = servicePoller;
        this.key = key;
        this.api = api;
    }

    Key key() {
        return key;
    }

    Activities activities() {
        return api.activities();
    }

    ServicePoller servicePoller() {
        return servicePoller;
    }

    void add(ActiveWait wait) {
        waits.add(wait);
    }

    void remove(ActiveWait wait) {
        waits.remove(wait);
    }

    int size() {
        return waits.size();
    }

    synchronized IOException trouble() {
        return trouble;
    }

    private synchronized void pause(Duration duration) {
        pausedUntil = Math.max(pausedUntil, System.nanoTime() + duration.toNanos());
    }

    /** Returns the time for which no request may be sent; zero if there is no pause. */
    synchronized Duration remainingPause() {
        return Duration.ofNanos(Math.max(0, pausedUntil - System.nanoTime()));
    }

    /** Reads all states once, and schedules the next poll unless there are no waits. */
    void poll() {
        if (servicePoller.removeIfEmpty(this)) {
            return;
        }
        long start = System.nanoTime();
        try {
            if (remainingPause().isZero()) {
                readStates();
                succeeded();
            }
        } catch (IOException | RuntimeException | Error e) {
            failed(toIOException(e));
        } finally {
            servicePoller.executeAfter(Durations.longer(untilNextPoll(start), remainingPause()), this, this::poll);
        }
    }

    /** Returns the rest of the interval, or the time that the poll took if that is longer. */
    private Duration untilNextPoll(long start) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        Duration interval = Durations.longer(Jitter.spread(INTERVAL), servicePoller.stateInterval());
        return Durations.longer(interval.minus(elapsed), elapsed);
    }

    /** Returns the pauses after failures: at most 1 s, then 2 s, and so on up to 32 s. */
    static Backoff newBackoff() {
        return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(32));
    }

    /** Tells whether users should hear of a pause. */
    static boolean isLong(Duration pause) {
        return pause.compareTo(SHORT_PAUSE) > 0;
    }

    /** An activity that has not ended, with all waits for it. */
    private record OpenActivity(ActivityTracker tracker, List<ActiveWait> waits) {
        void update(Activity activity) {
            waits.forEach(wait -> wait.update(activity));
        }
    }

    private void readStates() throws IOException {
        Map<String, OpenActivity> open = new HashMap<>();
        for (ActiveWait wait : waits) {
            for (ActivityTracker tracker : wait.openTrackers()) {
                open.computeIfAbsent(tracker.id(), id -> new OpenActivity(tracker, new ArrayList<>()))
                        .waits()
                        .add(wait);
            }
        }
        open.keySet().removeAll(readAlone);
        if (open.size() == 1) {
            read(open.values().iterator().next());
            return;
        }
        Map<String, Activity> listed = list(open.values());
        open.forEach((id, activity) -> {
            if (listed.containsKey(id)) {
                activity.update(listed.get(id));
            } else {
                readAlone(activity);
            }
        });
    }

    /** Returns the activities that a list has. A refused list is empty: requests for single activities succeed, or tell why not. */
    private Map<String, Activity> list(Collection<OpenActivity> open) throws IOException {
        Map<String, Instant> creationTimes = new HashMap<>();
        for (OpenActivity activity : open) {
            if (activity.tracker().createdAt() != null) {
                creationTimes.put(activity.tracker().id(), activity.tracker().createdAt());
            }
        }
        if (creationTimes.size() < 2) {
            return Map.of();
        }
        try {
            return activities().list(key.project(), creationTimes);
        } catch (WebPaasException e) {
            if (e.isTemporary()) {
                throw e;
            }
            return Map.of();
        }
    }

    private void readAlone(OpenActivity activity) {
        String id = activity.tracker().id();
        readAlone.add(id);
        servicePoller.execute(this, () -> {
            try {
                read(activity);
            } catch (IOException | RuntimeException | Error e) {
                failed(toIOException(e));
            } finally {
                readAlone.remove(id);
            }
        });
    }

    /** @throws IOException if a later attempt may succeed */
    private void read(OpenActivity activity) throws IOException {
        ActivityTracker tracker = activity.tracker();
        try {
            activity.update(activities().get(key.project(), tracker.id()));
        } catch (WebPaasException e) {
            if (!e.isRefusal()) {
                throw e;
            }
            IOException why = tracker.wasRead() && e.problem() == Problem.NOT_FOUND ? forgotten(tracker) : e;
            activity.waits().forEach(wait -> refused(wait, why));
        }
    }

    private static IOException forgotten(ActivityTracker tracker) {
        return new IOException("The service no longer has activity " + tracker.id() + ", so its result is not known."
                + " The service deletes activities after a while, and those of backups early. Look in the console for"
                + " the activity's effect, such as the backup.");
    }

    /** Ends the wait unless there is another API token, with which the request may succeed. */
    private void refused(ActiveWait wait, IOException why) {
        remove(wait);
        servicePoller.poller().replaceToken(wait, key.token(), why);
    }

    /** Looks for activities that a wait does not know, after a pause and as soon as a request is possible. */
    void lookForMore(ActiveWait wait, Duration pause) {
        Backoff attempts = newBackoff();
        if (pause.isZero()) {
            servicePoller.execute(this, () -> lookForMore(wait, attempts));
        } else {
            servicePoller.executeAfter(Jitter.spread(pause), this, () -> lookForMore(wait, attempts));
        }
    }

    private void lookForMore(ActiveWait wait, Backoff attempts) {
        if (!waits.contains(wait)) {
            return;
        }
        Duration pause = remainingPause();
        if (pause.isZero()) {
            try {
                wait.lookForMore(api);
                return;
            } catch (IOException | RuntimeException | Error e) {
                IOException why = toIOException(e);
                if (why instanceof WebPaasException answer && answer.isRefusal()) {
                    refused(wait, answer);
                    return;
                }
                pause = attempts.next(WebPaasException.pauseAfter(why));
                pauseIfAsked(why);
                wait.readFailed(why, attempts.isTrouble(), remainingPause());
            }
        }
        servicePoller.executeAfter(pause, this, () -> lookForMore(wait, attempts));
    }

    private synchronized void succeeded() {
        backoff.reset();
        trouble = null;
    }

    private void failed(IOException why) {
        LOGGER.log(Level.FINE, why, () -> "The activities of project " + key.project() + " cannot be read now");
        Duration asked = WebPaasException.pauseAfter(why);
        boolean isTrouble;
        synchronized (this) {
            pause(backoff.next(asked));
            isTrouble = backoff.isTrouble() || isLong(asked);
        }
        notifyWaits(why, isTrouble);
    }

    /** Pauses all requests for as long as a failed one says the service asks for. Must not be called with a wait's lock. */
    void pauseIfAsked(IOException why) {
        Duration pause = WebPaasException.pauseAfter(why);
        pause(pause);
        if (isLong(pause)) {
            notifyWaits(why, true);
        }
    }

    private void notifyWaits(IOException why, boolean isTrouble) {
        if (isTrouble) {
            synchronized (this) {
                trouble = why;
            }
        }
        waits.forEach(wait -> wait.readFailed(why, isTrouble, remainingPause()));
    }

    /** Turns an unexpected failure into one that is retried. Only a refusal of the service ends a wait. */
    static IOException toIOException(Throwable e) {
        if (e instanceof IOException failure) {
            return failure;
        }
        LOGGER.log(Level.WARNING, "An unexpected failure while activities were read", e);
        return new IOException("An unexpected failure in Jenkins: " + e, e);
    }
}
