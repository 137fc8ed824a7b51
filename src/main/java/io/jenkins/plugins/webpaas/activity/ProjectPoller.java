package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activities;
import io.jenkins.plugins.webpaas.api.Activity;
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

/** All that is awaited in one project as one account: the states are read together, round by round, one round at a time. */
final class ProjectPoller {
    private static final Logger LOGGER = Logger.getLogger(ProjectPoller.class.getName());

    /** From the start of a round to that of the next. */
    private static final Duration NOTICED = Duration.ofMinutes(1);

    private static final Duration INTERVAL = Duration.ofMillis(800);

    private final ServicePoller lane;
    private final Key key;
    private final Activities activities;
    private final Set<ActiveWait> waits = ConcurrentHashMap.newKeySet();

    /** Ids of the activities that are being read by themselves. */
    private final Set<String> singles = ConcurrentHashMap.newKeySet();

    private final FairThreadPool.Owner states = new FairThreadPool.Owner();
    private final FairThreadPool.Owner logs = new FairThreadPool.Owner();
    private final Backoff backoff = newBackoff();
    private long pausedUntil = System.nanoTime();

    /** Why nothing can be read, if people are to know of that; null if all is well. */
    private IOException trouble;

    record Key(ApiToken token, String project) {}

    /** @param activities as the account of the key sees them; no call to them is repeated */
    ProjectPoller(ServicePoller lane, Key key, Activities activities) {
        this.lane = lane;
        this.key = key;
        this.activities = activities;
    }

    Key key() {
        return key;
    }

    Activities activities() {
        return activities;
    }

    ServicePoller lane() {
        return lane;
    }

    FairThreadPool.Owner states() {
        return states;
    }

    FairThreadPool.Owner logs() {
        return logs;
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

    /** For how long nothing may be asked for. */
    synchronized Duration paused() {
        return Duration.ofNanos(Math.max(0, pausedUntil - System.nanoTime()));
    }

    /** Reads all states once, and goes on doing so until nobody waits. */
    void round() {
        if (lane.isDone(this)) {
            return;
        }
        long start = System.nanoTime();
        try {
            if (paused().isZero()) {
                readStates();
                succeeded();
            }
        } catch (IOException | RuntimeException | Error e) {
            failed(known(e));
        } finally {
            lane.after(Durations.longer(restSince(start), paused()), this, this::round);
        }
    }

    private Duration restSince(long start) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        return Durations.longer(
                Durations.longer(Jitter.spread(INTERVAL), lane.roundOfStates()).minus(elapsed), elapsed);
    }

    /** Returns the pauses of whatever fails in a project: of 1 s at most, then 2 s, up to 32 s. */
    static Backoff newBackoff() {
        return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(32));
    }

    /** Tells whether people notice a pause. */
    static boolean isLong(Duration pause) {
        return pause.compareTo(NOTICED) > 0;
    }

    /** An activity that has not ended, and all who wait for it. */
    private record Open(ActivityTracker follower, List<ActiveWait> waits) {}

    private void readStates() throws IOException {
        Map<String, Open> open = new HashMap<>();
        for (ActiveWait wait : waits) {
            for (ActivityTracker follower : wait.open()) {
                open.computeIfAbsent(follower.id(), id -> new Open(follower, new ArrayList<>()))
                        .waits()
                        .add(wait);
            }
        }
        open.keySet().removeAll(singles);
        if (open.size() == 1) {
            read(open.values().iterator().next());
            return;
        }
        Map<String, Activity> listed = list(open.values());
        open.forEach((id, one) -> {
            if (listed.containsKey(id)) {
                saw(listed.get(id), one);
            } else {
                readAlone(one);
            }
        });
    }

    /** What cannot be listed may be readable by itself, or tell by itself why it is not. */
    private Map<String, Activity> list(Collection<Open> open) throws IOException {
        Map<String, Instant> created = new HashMap<>();
        for (Open one : open) {
            if (one.follower().createdAt() != null) {
                created.put(one.follower().id(), one.follower().createdAt());
            }
        }
        if (created.size() < 2) {
            return Map.of();
        }
        try {
            return activities.list(key.project(), created);
        } catch (WebPaasException e) {
            if (e.isTemporary()) {
                throw e;
            }
            return Map.of();
        }
    }

    private void readAlone(Open one) {
        String id = one.follower().id();
        singles.add(id);
        lane.now(this, () -> {
            try {
                read(one);
            } catch (IOException | RuntimeException | Error e) {
                failed(known(e));
            } finally {
                singles.remove(id);
            }
        });
    }

    /** @throws IOException if it may well be read later */
    private void read(Open one) throws IOException {
        ActivityTracker follower = one.follower();
        try {
            saw(activities.get(key.project(), follower.id()), one);
        } catch (WebPaasException e) {
            if (!e.isRefusal()) {
                throw e;
            }
            IOException why = follower.isKnown() && e.problem() == Problem.NOT_FOUND ? expired(follower) : e;
            one.waits().forEach(wait -> giveUp(wait, why));
        }
    }

    private static void saw(Activity activity, Open one) {
        one.waits().forEach(wait -> wait.saw(activity));
    }

    private static IOException expired(ActivityTracker follower) {
        return new IOException("Activity " + follower.id() + " is there no more, so what became of it cannot be known."
                + " The service forgets activities after a while, those of backups among the first. Look for what it was"
                + " to do, such as the backup, in the console.");
    }

    /** With another API token it may work. */
    private void giveUp(ActiveWait wait, IOException why) {
        remove(wait);
        lane.poller().rejoin(wait, key.token(), why);
    }

    /** Finds out what else there is to wait for, as soon as it can. */
    void lookForMore(ActiveWait wait) {
        Backoff attempts = newBackoff();
        lane.now(this, () -> lookForMore(wait, attempts));
    }

    private void lookForMore(ActiveWait wait, Backoff attempts) {
        if (!waits.contains(wait)) {
            return;
        }
        Duration rest = paused();
        if (rest.isZero()) {
            try {
                wait.lookForMore(activities);
                return;
            } catch (IOException | RuntimeException | Error e) {
                IOException why = known(e);
                if (why instanceof WebPaasException answer && answer.isRefusal()) {
                    giveUp(wait, answer);
                    return;
                }
                rest = attempts.next(WebPaasException.pauseAfter(why));
                heed(why);
                wait.missed(why, attempts.isTrouble(), paused());
            }
        }
        lane.after(rest, this, () -> lookForMore(wait, attempts));
    }

    private synchronized void succeeded() {
        backoff.reset();
        trouble = null;
    }

    private void failed(IOException why) {
        LOGGER.log(Level.FINE, why, () -> "The activities of project " + key.project() + " cannot be read now");
        boolean isTrouble;
        synchronized (this) {
            pause(backoff.next(WebPaasException.pauseAfter(why)));
            isTrouble = backoff.isTrouble();
        }
        missed(why, isTrouble);
        heed(why);
    }

    /** Leaves the service alone for as long as it asks for, whichever request that was. Not to be called with a wait's lock. */
    void heed(IOException why) {
        Duration asked = WebPaasException.pauseAfter(why);
        pause(asked);
        if (isLong(asked)) {
            missed(why, true);
        }
    }

    private void missed(IOException why, boolean isTrouble) {
        if (isTrouble) {
            synchronized (this) {
                trouble = why;
            }
        }
        waits.forEach(wait -> wait.missed(why, isTrouble, paused()));
    }

    /** Whatever goes wrong may go well the next time: nothing but a refusal of the service ends a wait. */
    static IOException known(Throwable e) {
        if (e instanceof IOException known) {
            return known;
        }
        LOGGER.log(Level.WARNING, "Something went wrong while activities were read", e);
        return new IOException("Something went wrong in Jenkins: " + e, e);
    }
}
