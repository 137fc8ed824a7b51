package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.activity.WaitState.ActivityState;
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

/**
 * The wait of one listener, from {@link Poller#await} to the listener's last call. Sends requests and calls the listener without its
 * lock.
 */
public final class ActiveWait {
    private static final Logger LOGGER = Logger.getLogger(ActiveWait.class.getName());

    /** A clock that no change of the system's time affects. Only differences of its times have a meaning. */
    private static final InstantSource STEADY_CLOCK = () -> Instant.EPOCH.plusNanos(System.nanoTime());

    private final WaitState initialState;
    private final WaitListener listener;
    private final MessageQueue messages;
    private final Map<String, LogFollower> logFollowers = new LinkedHashMap<>();
    private volatile ProjectPoller projectPoller;
    private volatile boolean isOver;
    private volatile boolean isStopped;
    private volatile Future<?> deadline;
    private volatile Future<?> nextGoneCheck;
    private boolean isLookingForMore;

    /** The failure of the last attempt to read activities; null if it succeeded. */
    private IOException failure;

    /** Tells whether the listener has heard of a failure since the last success. */
    private boolean isFailureReported;

    ActiveWait(WaitState initialState, WaitListener listener, MessageQueue messages) {
        this.initialState = initialState;
        this.listener = listener;
        this.messages = messages;
        initialState.activities().forEach(this::track);
    }

    private ActivityTracker track(ActivityState activity) {
        ActivityTracker tracker = new ActivityTracker(activity, STEADY_CLOCK);
        logFollowers.put(activity.id(), new LogFollower(this, tracker));
        return tracker;
    }

    String project() {
        return initialState.project();
    }

    WaitListener listener() {
        return listener;
    }

    ProjectPoller projectPoller() {
        return projectPoller;
    }

    boolean isOver() {
        return isOver;
    }

    void deadline(Future<?> timeOut) {
        deadline = timeOut;
    }

    void nextGoneCheck(Future<?> check) {
        nextGoneCheck = check;
        if (isOver) {
            check.cancel(false);
        }
    }

    boolean isListenerOverloaded() {
        return messages.isOverloaded();
    }

    /** Goes on with the polls of a project as another account, or begins with the first. */
    synchronized void attachTo(ProjectPoller newPoller) {
        projectPoller = newPoller;
        isLookingForMore = false;
        if (isOver) {
            newPoller.remove(this);
        }
        IOException trouble = newPoller.trouble();
        if (trouble != null) {
            readFailed(trouble, true, newPoller.remainingPause());
        }
        endIfOver();
    }

    /** Returns the trackers of activities whose end is not known. */
    synchronized List<ActivityTracker> openTrackers() {
        return trackers().stream().filter(tracker -> !tracker.hasEnded()).toList();
    }

    private List<ActivityTracker> trackers() {
        return logFollowers.values().stream().map(LogFollower::tracker).toList();
    }

    synchronized void update(Activity activity) {
        LogFollower logFollower = logFollowers.get(activity.id());
        if (isOver || logFollower == null || logFollower.tracker().hasEnded()) {
            return;
        }
        readSucceeded();
        boolean isFirst = !logFollower.tracker().wasRead();
        logFollower.tracker().update(activity);
        if (isFirst) {
            notifyListener(() -> listener.activityFound(activity));
        }
        logFollower.read();
        endIfOver();
    }

    void notifyOfLog(Activity activity, String text) {
        WaitState next = currentState();
        notifyListener(() -> listener.logAdded(activity, text, next));
    }

    private WaitState currentState() {
        return new WaitState(
                initialState.project(),
                trackers().stream().map(ActivityTracker::state).toList(),
                initialState.since(),
                initialState.deadline());
    }

    /**
     * Ends the wait if all its activities and logs are over. If there is a bookmark, looks for more activities first. The caller holds
     * the lock.
     */
    void endIfOver() {
        if (isOver
                || isLookingForMore
                || projectPoller == null
                || !trackers().stream().allMatch(ActivityTracker::isOver)) {
            return;
        }
        if (initialState.since() == null) {
            end(outcome());
        } else {
            isLookingForMore = true;
            projectPoller.lookForMore(this);
        }
    }

    /** Adds the activities that the account started since the bookmark. Ends the wait if there are no others. */
    void lookForMore(Activities activities) throws IOException {
        List<Activity> all = activities.startedSince(initialState.since());
        synchronized (this) {
            if (isOver) {
                return;
            }
            isLookingForMore = false;
            readSucceeded();
            List<Activity> more = all.stream()
                    .filter(activity -> !logFollowers.containsKey(activity.id()))
                    .toList();
            if (more.isEmpty()) {
                end(outcome());
            }
            for (Activity activity : more) {
                ActivityTracker tracker = track(ActivityState.of(activity));
                tracker.update(activity);
                if (activity.isFinal()) {
                    // Another wait has shown the log, or showing it now would be too late.
                    tracker.hideLog();
                } else {
                    notifyListener(() -> listener.activityFound(activity));
                }
            }
            for (Activity activity : more) {
                logFollowers.get(activity.id()).read();
                endIfOver();
            }
        }
    }

    /**
     * Notes that activities cannot be read now.
     *
     * @param isTrouble whether users should hear of the failure; the listener is told once
     * @param pause the shortest time until the next attempt
     */
    synchronized void readFailed(IOException why, boolean isTrouble, Duration pause) {
        failure = why;
        boolean isAffected = initialState.since() != null || !openTrackers().isEmpty();
        if (isTrouble && isAffected && !isFailureReported && !isOver) {
            isFailureReported = true;
            String when = ProjectPoller.isLong(pause)
                    ? " in about " + (pause.toMinutes() + 1) + " minutes, as the service asks"
                    : "";
            notifyListener(
                    () -> listener.say("The activities cannot be read for the time being, and Jenkins goes on trying"
                            + when + ". " + why.getMessage()));
        }
    }

    private void readSucceeded() {
        failure = null;
        isFailureReported = false;
    }

    private Outcome outcome() {
        return Outcome.of(
                projectPoller == null ? null : projectPoller.key().token().service(), trackers());
    }

    synchronized void timeOut() {
        List<String> remarks = new ArrayList<>();
        if (openTrackers().isEmpty()) {
            if (initialState.since() == null) {
                end(outcome());
                return;
            }
            remarks.add("Jenkins could not find out in time whether this account has started anything "
                    + (logFollowers.isEmpty() ? "" : "else ")
                    + "in environment '" + initialState.since().environment() + "'.");
        }
        if (failure != null) {
            remarks.add(failure.getMessage());
        }
        end(outcome().timedOut(remarks));
    }

    private void end(Outcome outcome) {
        end(() -> {
            trackers().stream()
                    .filter(ActivityTracker::hasEnded)
                    .map(ActivityTracker::missingLogRemark)
                    .filter(Objects::nonNull)
                    .forEach(listener::say);
            listener.ended(outcome);
        });
    }

    synchronized void fail(IOException why) {
        end(() -> listener.failed(why));
    }

    private void end(Runnable lastMessage) {
        if (!isOver) {
            detach();
            notifyListener(lastMessage);
        }
    }

    /** Queues a call of the listener. A listener that throws affects no other. */
    private void notifyListener(Runnable message) {
        messages.add(() -> {
            try {
                if (!isStopped) {
                    message.run();
                }
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.WARNING, "The listener of a wait failed", e);
            }
        });
    }

    /**
     * Ends the wait. The listener gets no further call, once a call under way has returned. The activities go on. Takes no lock, so
     * that a listener may stop its wait from within a call.
     */
    public void stop() {
        isStopped = true;
        detach();
    }

    private void detach() {
        isOver = true;
        cancel(deadline);
        cancel(nextGoneCheck);
        ProjectPoller current = projectPoller;
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
