package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.activity.WaitState.ActivityState;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.concurrent.MessageQueue;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The wait of one listener, from {@link Poller#await} to the listener's last call. Sends requests and calls the listener without its
 * lock.
 */
public final class ActiveWait {
    private static final Logger LOGGER = Logger.getLogger(ActiveWait.class.getName());

    private final WaitState initialState;

    /** The search for further activities; null for a wait that knows its activities. */
    private final ActivitySearch search;

    private final WaitListener listener;
    private final MessageQueue messages;
    private final Map<String, LogFollower> logFollowers = new LinkedHashMap<>();
    private volatile ProjectPoller projectPoller;
    private volatile boolean isOver;
    private volatile boolean isStopped;
    private volatile Future<?> deadline;
    private volatile Future<?> nextCheck;
    private final AtomicInteger quietChecks = new AtomicInteger();
    private boolean isLookingForMore;

    /** The failure of the last read; null if the read succeeded. */
    private IOException readFailure;

    private boolean isFailureReported;

    ActiveWait(WaitState initialState, WaitListener listener, MessageQueue messages) {
        this.initialState = initialState;
        search = ActivitySearch.of(initialState);
        this.listener = listener;
        this.messages = messages;
        initialState.activities().forEach(this::track);
    }

    private LogFollower track(ActivityState activity) {
        LogFollower logFollower = new LogFollower(this, new ActivityTracker(activity));
        logFollowers.put(activity.id(), logFollower);
        return logFollower;
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

    void nextCheck(Future<?> check) {
        nextCheck = check;
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
        IOException failure = newPoller.trouble();
        if (failure != null) {
            readFailed(failure, true, newPoller.remainingPause());
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
        readFailure = null;
        if (!logFollower.tracker().wasRead()) {
            notifyOfFinding(activity);
        }
        logFollower.tracker().update(activity);
        logFollower.read();
        endIfOver();
    }

    private void notifyOfFinding(Activity activity) {
        notifyListener(() -> listener.activityFound(service(), activity));
    }

    /** The state to save has no activities with a hidden log: after a restart, the search finds and hides them again. */
    void notifyOfLog(Activity activity, String text) {
        WaitState next = initialState.with(trackers().stream()
                .filter(tracker -> !tracker.isLogHidden())
                .map(ActivityTracker::state)
                .toList());
        notifyListener(() -> listener.logAdded(activity, text, next));
    }

    /** Ends the wait if all its activities and logs are over, and a search finds no more. The caller holds the lock. */
    void endIfOver() {
        if (isOver
                || isLookingForMore
                || projectPoller == null
                || !trackers().stream().allMatch(ActivityTracker::isOver)) {
            return;
        }
        if (search == null) {
            end(outcome());
        } else {
            isLookingForMore = true;
            projectPoller.lookForMore(this, Duration.ZERO);
        }
    }

    /** Adds the activities that a search finds. If there are no others, ends the wait, or searches again for a deployment. */
    void lookForMore(WebPaasApi api) throws IOException {
        ActivitySearch.Findings found = search.run(api);
        synchronized (this) {
            if (isOver) {
                return;
            }
            isLookingForMore = false;
            readFailure = null;
            List<Activity> more = found.activities().stream()
                    .filter(activity -> !logFollowers.containsKey(activity.id()))
                    .toList();
            boolean isWatched = trackers().stream().anyMatch(tracker -> !tracker.isLogHidden());
            if (search.isOver(found, more.isEmpty(), isWatched)) {
                end(outcome());
            } else if (more.isEmpty()) {
                search.news().ifPresent(news -> notifyListener(() -> listener.say(news)));
                isLookingForMore = true;
                projectPoller.lookForMore(this, ActivitySearch.PAUSE);
            }
            for (Activity activity : more) {
                LogFollower logFollower = track(ActivityState.of(activity));
                logFollower.tracker().update(activity);
                if (activity.isFinal() && !search.showsEnded(activity)) {
                    logFollower.tracker().hideLog();
                } else {
                    notifyOfFinding(activity);
                }
                logFollower.read();
            }
            endIfOver();
        }
    }

    /**
     * Notes that activities cannot be read now. The listener hears once of failures that last.
     *
     * @param isTrouble whether users should hear of the failure
     * @param pause the shortest time until the next attempt
     */
    synchronized void readFailed(IOException why, boolean isTrouble, Duration pause) {
        isFailureReported &= readFailure != null;
        readFailure = why;
        boolean isAffected = search != null || !openTrackers().isEmpty();
        if (isTrouble && isAffected && !isOver && !isFailureReported) {
            isFailureReported = true;
            String when = ProjectPoller.isLong(pause)
                    ? " in about " + (pause.toMinutes() + 1) + " minutes, as the service asks"
                    : "";
            notifyListener(
                    () -> listener.say("The activities cannot be read for the time being, and Jenkins goes on trying"
                            + when + ". " + why.getMessage()));
        }
    }

    private Outcome outcome() {
        return search == null ? Outcome.of(service(), trackers()) : search.outcome(service(), trackers());
    }

    /** Returns null as long as nothing was asked. */
    private Service service() {
        return projectPoller == null ? null : projectPoller.key().token().service();
    }

    synchronized void timeOut() {
        boolean isAllRead = openTrackers().isEmpty();
        List<String> remarks = new ArrayList<>();
        if (isAllRead && search != null) {
            search.timeOutRemark(!logFollowers.isEmpty()).ifPresent(remarks::add);
        }
        if (readFailure != null && (!isAllRead || search != null)) {
            remarks.add(readFailure.getMessage());
        }
        end(isAllRead && remarks.isEmpty() ? outcome() : outcome().timedOut(remarks));
    }

    private void end(Outcome outcome) {
        end(() -> {
            trackers().stream()
                    .map(ActivityTracker::missingLogRemark)
                    .flatMap(Optional::stream)
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

    /** Tells the listener that the wait goes on, if the listener has heard nothing since the check before the last. */
    synchronized void checkProgress() {
        if (!isOver && quietChecks.incrementAndGet() > 1) {
            List<ActivityTracker> open = openTrackers();
            notifyListener(() -> listener.stillWaiting(open.stream()
                    .flatMap(tracker -> Stream.ofNullable(tracker.activity()))
                    .toList()));
        }
    }

    /** Queues a call of the listener. A listener that throws affects no other. */
    private void notifyListener(Runnable message) {
        quietChecks.set(0);
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
        Stream.of(deadline, nextCheck).filter(Objects::nonNull).forEach(task -> task.cancel(false));
        ProjectPoller current = projectPoller;
        if (current != null) {
            current.remove(this);
        }
    }
}
