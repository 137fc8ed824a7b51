package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.service.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The end of a wait.
 *
 * @param service the service of the activities; null if none was read
 * @param activities as they were last read
 * @param remarks all that is not well, or that there was nothing to wait for; empty if all is well
 */
public record Outcome(Status status, Service service, List<Activity> activities, List<Remark> remarks) {

    /** The worst status among the activities of a wait, or that of a deployment; the later the worse. */
    public enum Status {
        /** Each activity succeeded. */
        SUCCESS,
        /** Each activity succeeded, but a command in one failed (protocol, "Activities"). */
        UNSTABLE,
        /** An activity failed, was cancelled, or ended with an unknown result. */
        FAILURE,
        /** The deadline came before the end of an activity was known. */
        TIMED_OUT
    }

    /**
     * A remark for users.
     *
     * @param sentence a whole sentence
     * @param logEnd the last lines of the log of the activity in question; empty for none
     * @param isLogHidden whether the wait has not shown this log
     * @param isLogNeeded whether the end of a build log, where the remark will be, lacks these lines
     */
    public record Remark(String sentence, String logEnd, boolean isLogHidden, boolean isLogNeeded) {
        static Remark of(String sentence) {
            return new Remark(sentence, "", false, false);
        }

        private Remark without(Predicate<String> isShown) {
            return isLogHidden && isShown.test(logEnd) ? new Remark(sentence, logEnd, true, false) : this;
        }

        private String text(boolean withLog) {
            return sentence + (withLog && !logEnd.isEmpty() ? " The end of its log:\n" + logEnd : "");
        }
    }

    public Outcome {
        activities = List.copyOf(activities);
        remarks = List.copyOf(remarks);
    }

    /**
     * @param service null if no activity was read
     * @param trackers of the wait's activities, at the end or the deadline
     */
    static Outcome of(Service service, Collection<ActivityTracker> trackers) {
        Status worst =
                trackers.stream().map(Outcome::status).max(Status::compareTo).orElse(Status.SUCCESS);
        return of(service, trackers, worst, "", trackers);
    }

    /**
     * @param status of the wait as a whole
     * @param sentence about the wait as a whole; empty for none
     * @param noted the trackers of the activities that users should hear of
     */
    static Outcome of(
            Service service,
            Collection<ActivityTracker> trackers,
            Status status,
            String sentence,
            Collection<ActivityTracker> noted) {
        List<Activity> activities = trackers.stream()
                .map(ActivityTracker::activity)
                .filter(Objects::nonNull)
                .toList();
        boolean isLogNeeded = trackers.size() > 1 || trackers.stream().anyMatch(ActivityTracker::isLogHidden);
        List<Remark> remarks = new ArrayList<>();
        if (!sentence.isEmpty()) {
            remarks.add(Remark.of(sentence));
        }
        noted.stream()
                .map(tracker -> remark(tracker, isLogNeeded))
                .flatMap(Optional::stream)
                .forEach(remarks::add);
        return new Outcome(status, service, activities, remarks);
    }

    /** Returns the remarks with the end of each log in question; empty if all is well. */
    public String message() {
        return remarks.stream().map(remark -> remark.text(true)).collect(Collectors.joining("\n"));
    }

    /** Returns the message for readers of the build log, without the ends of logs that they have just read. */
    public String brief() {
        return remarks.stream().map(remark -> remark.text(remark.isLogNeeded())).collect(Collectors.joining("\n"));
    }

    /**
     * Returns this outcome for a build log that has some logs from elsewhere, such as from {@code git push}.
     *
     * @param isShown tells whether the build log has the lines of the end of a log
     */
    public Outcome without(Predicate<String> isShown) {
        return new Outcome(
                status,
                service,
                activities,
                remarks.stream().map(remark -> remark.without(isShown)).toList());
    }

    /** Tells whether an activity did not succeed, or did not end in time. */
    public boolean isFailure() {
        return status.compareTo(Status.FAILURE) >= 0;
    }

    /** Returns the ids of the activities that have ended, and whose result counts in the status. */
    public Set<String> settled() {
        return activities.stream()
                .filter(activity -> activity.isFinal() && !activity.isStaged())
                .filter(activity -> status(activity) == Status.SUCCESS
                        || status != Status.TIMED_OUT && status(activity).compareTo(status) <= 0)
                .map(Activity::id)
                .collect(Collectors.toSet());
    }

    /** Returns this outcome at a deadline. A known failure stays a failure. */
    Outcome timedOut(List<String> sentences) {
        return new Outcome(
                status == Status.FAILURE ? Status.FAILURE : Status.TIMED_OUT,
                service,
                activities,
                Stream.concat(remarks.stream(), sentences.stream().map(Remark::of))
                        .toList());
    }

    private static Status status(ActivityTracker tracker) {
        Activity activity = tracker.activity();
        return activity == null || !activity.isFinal() ? Status.TIMED_OUT : status(activity);
    }

    /** @param activity one that has ended */
    private static Status status(Activity activity) {
        if (!activity.isSuccess()) {
            return Status.FAILURE;
        }
        return activity.hasFailedCommand() ? Status.UNSTABLE : Status.SUCCESS;
    }

    private static Optional<Remark> remark(ActivityTracker tracker, boolean isLogNeeded) {
        Activity activity = tracker.activity();
        Status status = status(tracker);
        if (status == Status.SUCCESS && !activity.isStaged()) {
            return Optional.empty();
        }
        String name = "Activity " + tracker.id() + (activity == null ? "" : " (" + activity.type() + ")");
        if (status == Status.TIMED_OUT) {
            return Optional.of(Remark.of(name
                    + (activity == null
                            ? " could not be read in time."
                            : " has not ended in time: " + activity.state() + ".")));
        }
        return Optional.of(new Remark(
                name + " " + description(activity) + ".",
                status == Status.SUCCESS ? "" : tracker.logEnd(),
                tracker.isLogHidden(),
                isLogNeeded));
    }

    private static String description(Activity activity) {
        if (activity.isStaged()) {
            return "is staged: the service holds it until somebody deploys the environment";
        }
        if (activity.isSuccess()) {
            return "succeeded, but a command in it failed";
        }
        if ("cancelled".equals(activity.state())) {
            return "was cancelled";
        }
        return activity.result() == null ? "ended, and its result is not known" : "ended with " + activity.result();
    }
}
