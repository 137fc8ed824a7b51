package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.service.Service;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The end of a wait.
 *
 * @param service the service of the activities; null if none was read
 * @param activities as they were last read
 * @param message all that is not well, for users, with the end of each log in question, or that there was nothing to wait for; empty if
 *     all is well
 * @param brief the message for readers of a build log that ends with that end of a log, which this text omits
 */
public record Outcome(Status status, Service service, List<Activity> activities, String message, String brief) {

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

    public Outcome {
        activities = List.copyOf(activities);
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
     * @param remark a sentence about the wait as a whole; empty for none
     * @param noted the trackers of the activities that users should hear of
     */
    static Outcome of(
            Service service,
            Collection<ActivityTracker> trackers,
            Status status,
            String remark,
            Collection<ActivityTracker> noted) {
        List<Activity> activities = trackers.stream()
                .map(ActivityTracker::activity)
                .filter(Objects::nonNull)
                .toList();
        boolean isLogEndNeeded = trackers.size() > 1 || trackers.stream().anyMatch(ActivityTracker::isLogHidden);
        return new Outcome(
                status,
                service,
                activities,
                joined(remark, remarks(noted, true)),
                joined(remark, remarks(noted, isLogEndNeeded)));
    }

    private static String remarks(Collection<ActivityTracker> trackers, boolean withLogs) {
        return trackers.stream()
                .map(tracker -> remark(tracker, withLogs))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n"));
    }

    /** Tells whether an activity did not succeed, or did not end in time. */
    public boolean isFailure() {
        return status.compareTo(Status.FAILURE) >= 0;
    }

    /** Returns this outcome at a deadline. A known failure stays a failure. */
    Outcome timedOut(List<String> remarks) {
        return new Outcome(
                status == Status.FAILURE ? Status.FAILURE : Status.TIMED_OUT,
                service,
                activities,
                joined(message, String.join("\n", remarks)),
                joined(brief, String.join("\n", remarks)));
    }

    private static String joined(String... texts) {
        return Stream.of(texts).filter(text -> !text.isEmpty()).collect(Collectors.joining("\n"));
    }

    private static Status status(ActivityTracker tracker) {
        Activity activity = tracker.activity();
        if (activity == null || !activity.isFinal()) {
            return Status.TIMED_OUT;
        }
        if (!activity.isSuccess()) {
            return Status.FAILURE;
        }
        return activity.hasFailedCommand() ? Status.UNSTABLE : Status.SUCCESS;
    }

    private static Optional<String> remark(ActivityTracker tracker, boolean withLog) {
        Activity activity = tracker.activity();
        Status status = status(tracker);
        if (status == Status.SUCCESS && !activity.isStaged()) {
            return Optional.empty();
        }
        String name = "Activity " + tracker.id() + (activity == null ? "" : " (" + activity.type() + ")");
        if (status == Status.TIMED_OUT) {
            return Optional.of(name
                    + (activity == null
                            ? " could not be read in time."
                            : " has not ended in time: " + activity.state() + "."));
        }
        String logEnd = tracker.logEnd();
        boolean isLogShown = withLog && !logEnd.isEmpty() && status != Status.SUCCESS;
        return Optional.of(
                name + " " + description(activity) + "." + (isLogShown ? " The end of its log:\n" + logEnd : ""));
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
