package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activities;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.concurrent.MessageQueue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One waiter, and what it waits for. Requests are made without its lock, and the waiter is spoken to without it. */
final class ActiveWait implements WaitHandle {
    private static final Logger LOGGER = Logger.getLogger(ActiveWait.class.getName());

    /** That nobody sets back. */
    private static final InstantSource TIME = () -> Instant.EPOCH.plusNanos(System.nanoTime());

    private final WaitState awaited;
    private final WaitListener waiter;
    private final MessageQueue words;
    private final Map<String, LogFollower> logs = new LinkedHashMap<>();
    private volatile ProjectPoller group;
    private volatile boolean isOver;
    private volatile boolean isStopped;
    private volatile Future<?> deadline;
    private volatile Future<?> question;
    private boolean isAsking;

    /** Why what it needs could not be read at the last attempt; null if it could. */
    private IOException obstacle;

    /** Whether it was said since something could be read. */
    private boolean isObstacleSaid;

    ActiveWait(WaitState awaited, WaitListener waiter, MessageQueue words) {
        this.awaited = awaited;
        this.waiter = waiter;
        this.words = words;
        awaited.activities().forEach(this::follow);
    }

    private ActivityTracker follow(TrackedActivityState followed) {
        ActivityTracker follower = new ActivityTracker(followed, TIME);
        logs.put(followed.id(), new LogFollower(this, follower));
        return follower;
    }

    String project() {
        return awaited.project();
    }

    WaitListener waiter() {
        return waiter;
    }

    ProjectPoller group() {
        return group;
    }

    boolean isOver() {
        return isOver;
    }

    void deadline(Future<?> timeOut) {
        deadline = timeOut;
    }

    /** Until when it is asked next whether anybody waits. */
    void question(Future<?> next) {
        question = next;
        if (isOver) {
            next.cancel(false);
        }
    }

    /** Whether the waiter is behind what it was told. */
    boolean isHardOfHearing() {
        return words.areTooMany();
    }

    /** From now on it takes part in this group's rounds. */
    synchronized void joined(ProjectPoller now) {
        group = now;
        isAsking = false;
        if (isOver) {
            now.remove(this);
        }
        IOException trouble = now.trouble();
        if (trouble != null) {
            missed(trouble, true, now.paused());
        }
        goOn();
    }

    /** Those whose activities have not ended, so far as is known. */
    synchronized List<ActivityTracker> open() {
        return followers().stream().filter(follower -> !follower.hasEnded()).toList();
    }

    private List<ActivityTracker> followers() {
        return logs.values().stream().map(LogFollower::follower).toList();
    }

    /** What the service says of an activity now. */
    synchronized void saw(Activity activity) {
        LogFollower log = logs.get(activity.id());
        if (isOver || log == null || log.follower().hasEnded()) {
            return;
        }
        succeeded();
        boolean isFirstSeen = !log.follower().isKnown();
        log.follower().saw(activity);
        if (isFirstSeen) {
            tell(() -> waiter.met(activity));
        }
        read(log);
    }

    private void read(LogFollower log) {
        log.goOn();
        goOn();
    }

    /** There is more of a log. */
    void told(Activity activity, String text) {
        WaitState next = saved();
        tell(() -> waiter.told(activity, text, next));
    }

    private WaitState saved() {
        return new WaitState(
                awaited.project(),
                followers().stream().map(ActivityTracker::followed).toList(),
                awaited.since(),
                awaited.deadline());
    }

    /** Ends the wait, if everything is over and there is nothing more to wait for. To be called with the lock. */
    void goOn() {
        if (isOver || isAsking || group == null || !followers().stream().allMatch(ActivityTracker::isOver)) {
            return;
        }
        if (awaited.since() == null) {
            finish(outcome());
        } else {
            isAsking = true;
            group.lookForMore(this);
        }
    }

    /** What else the account started. Without a failure of its own this ends the wait, if that is nothing. */
    void lookForMore(Activities activities) throws IOException {
        List<Activity> all = activities.startedSince(awaited.since());
        synchronized (this) {
            if (isOver) {
                return;
            }
            isAsking = false;
            succeeded();
            List<Activity> more = all.stream()
                    .filter(activity -> !logs.containsKey(activity.id()))
                    .toList();
            if (more.isEmpty()) {
                finish(outcome());
            }
            for (Activity activity : more) {
                ActivityTracker follower = follow(TrackedActivityState.of(activity));
                follower.saw(activity);
                if (activity.isFinal()) {
                    // It was waited for already, or its log would come too late.
                    follower.beQuiet();
                } else {
                    tell(() -> waiter.met(activity));
                }
            }
            more.forEach(activity -> read(logs.get(activity.id())));
        }
    }

    /**
     * Something that it needs cannot be read now.
     *
     * @param isTrouble whether people are to know of that; they are told once
     * @param pause until it is tried again, at least
     */
    synchronized void missed(IOException why, boolean isTrouble, Duration pause) {
        obstacle = why;
        boolean isConcerned = awaited.since() != null || !open().isEmpty();
        if (isTrouble && isConcerned && !isObstacleSaid && !isOver) {
            isObstacleSaid = true;
            String when = ProjectPoller.isLong(pause)
                    ? " in about " + (pause.toMinutes() + 1) + " minutes, as the service asks"
                    : "";
            tell(() -> waiter.say("The activities cannot be read for the time being, and Jenkins goes on trying" + when
                    + ". " + why.getMessage()));
        }
    }

    private void succeeded() {
        obstacle = null;
        isObstacleSaid = false;
    }

    private Outcome outcome() {
        return Outcome.of(group == null ? null : group.key().token().service(), followers());
    }

    synchronized void timeOut() {
        List<String> remarks = new ArrayList<>();
        if (open().isEmpty()) {
            if (awaited.since() == null) {
                finish(outcome());
                return;
            }
            remarks.add("Whether this account has started anything " + (logs.isEmpty() ? "" : "else ")
                    + "in environment '" + awaited.since().environment() + "' could not be found out in time.");
        }
        if (obstacle != null) {
            remarks.add(obstacle.getMessage());
        }
        finish(outcome().timedOut(remarks));
    }

    private void finish(Outcome outcome) {
        end(() -> {
            followers().stream()
                    .filter(ActivityTracker::hasEnded)
                    .map(ActivityTracker::gap)
                    .filter(Objects::nonNull)
                    .forEach(waiter::say);
            waiter.ended(outcome);
        });
    }

    synchronized void fail(IOException why) {
        end(() -> waiter.failed(why));
    }

    private void end(Runnable lastWord) {
        if (!isOver) {
            leave();
            tell(lastWord);
        }
    }

    /** A waiter that fails is none of the others' business. */
    private void tell(Runnable word) {
        words.add(() -> {
            try {
                if (!isStopped) {
                    word.run();
                }
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.WARNING, "A waiter did not take what it was told", e);
            }
        });
    }

    /** Without the lock, so that a waiter may do this from wherever it likes. */
    @Override
    public void stop() {
        isStopped = true;
        leave();
    }

    private void leave() {
        isOver = true;
        cancel(deadline);
        cancel(question);
        ProjectPoller current = group;
        if (current != null) {
            current.remove(this);
        }
    }

    private static void cancel(Future<?> future) {
        if (future != null) {
            future.cancel(false);
        }
    }
}
