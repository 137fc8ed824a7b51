package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.service.Service;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of the activities that were waited for.
 *
 * @param activities as they were last seen
 * @param message what is not as it should be, for users, with the end of the log in question; empty if all is well
 * @param brief the same for readers of a log that has that end as its last lines, which it does not repeat
 */
public record Outcome(OutcomeStatus ending, List<ActivityResult> activities, String message, String brief) {

    public Outcome {
        activities = List.copyOf(activities);
    }

    public Outcome(OutcomeStatus ending, List<ActivityResult> activities, String message) {
        this(ending, activities, message, message);
    }

    /**
     * @param service null if nothing was asked yet
     * @param followers each of them over, or the time is
     */
    static Outcome of(Service service, Collection<ActivityTracker> followers) {
        List<ActivityTracker> seen = followers.stream()
                .filter(follower -> follower.activity() != null)
                .toList();
        return new Outcome(
                followers.stream()
                        .map(Outcome::ending)
                        .max(OutcomeStatus::compareTo)
                        .orElse(OutcomeStatus.SUCCESS),
                seen.stream()
                        .map(follower -> ActivityResult.of(service, follower.activity()))
                        .toList(),
                remarks(followers, true),
                remarks(followers, followers.size() > 1 || seen.stream().anyMatch(ActivityTracker::isQuiet)));
    }

    private static String remarks(Collection<ActivityTracker> followers, boolean withLogs) {
        return followers.stream()
                .map(follower -> remark(follower, withLogs))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n"));
    }

    /** The same if the time is over before all is known. A failure is one whatever else there is. */
    Outcome timedOut(List<String> remarks) {
        return new Outcome(
                ending == OutcomeStatus.FAILURE ? OutcomeStatus.FAILURE : OutcomeStatus.TIMED_OUT,
                activities,
                joined(message, remarks),
                joined(brief, remarks));
    }

    private static String joined(String message, List<String> remarks) {
        return Stream.concat(Stream.of(message).filter(text -> !text.isEmpty()), remarks.stream())
                .collect(Collectors.joining("\n"));
    }

    private static OutcomeStatus ending(ActivityTracker follower) {
        Activity activity = follower.activity();
        if (activity == null || !activity.isFinal()) {
            return OutcomeStatus.TIMED_OUT;
        }
        if (!activity.isSuccess()) {
            return OutcomeStatus.FAILURE;
        }
        return activity.hasFailedCommand() ? OutcomeStatus.UNSTABLE : OutcomeStatus.SUCCESS;
    }

    private static Optional<String> remark(ActivityTracker follower, boolean withLog) {
        Activity activity = follower.activity();
        OutcomeStatus ending = ending(follower);
        if (ending == OutcomeStatus.SUCCESS && !activity.isStaged()) {
            return Optional.empty();
        }
        String name = "Activity " + follower.id() + (activity == null ? "" : " (" + activity.type() + ")");
        if (ending == OutcomeStatus.TIMED_OUT) {
            return Optional.of(name
                    + (activity == null
                            ? " could not be read in time."
                            : " has not ended in time: " + activity.state() + "."));
        }
        String tail = follower.tail();
        boolean isLogOfInterest = withLog && !tail.isEmpty() && ending != OutcomeStatus.SUCCESS;
        return Optional.of(
                name + " " + verdict(activity) + "." + (isLogOfInterest ? " The end of its log:\n" + tail : ""));
    }

    private static String verdict(Activity activity) {
        if (activity.isStaged()) {
            return "is staged: it is held until somebody deploys the environment";
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
