package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.client.Activity;
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
public record Outcome(Ending ending, List<ActivityResult> activities, String message, String brief) {

    public Outcome {
        activities = List.copyOf(activities);
    }

    public Outcome(Ending ending, List<ActivityResult> activities, String message) {
        this(ending, activities, message, message);
    }

    /**
     * @param service null if nothing was asked yet
     * @param followers each of them over, or the time is
     */
    static Outcome of(Service service, Collection<Follower> followers) {
        List<Follower> seen = followers.stream()
                .filter(follower -> follower.activity() != null)
                .toList();
        return new Outcome(
                followers.stream().map(Outcome::ending).max(Ending::compareTo).orElse(Ending.SUCCESS),
                seen.stream()
                        .map(follower -> ActivityResult.of(service, follower.activity()))
                        .toList(),
                remarks(followers, true),
                remarks(followers, followers.size() > 1 || seen.stream().anyMatch(Follower::isQuiet)));
    }

    private static String remarks(Collection<Follower> followers, boolean withLogs) {
        return followers.stream()
                .map(follower -> remark(follower, withLogs))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n"));
    }

    /** The same if the time is over before all is known. A failure is one whatever else there is. */
    Outcome timedOut(List<String> remarks) {
        return new Outcome(
                ending == Ending.FAILURE ? Ending.FAILURE : Ending.TIMED_OUT,
                activities,
                joined(message, remarks),
                joined(brief, remarks));
    }

    private static String joined(String message, List<String> remarks) {
        return Stream.concat(Stream.of(message).filter(text -> !text.isEmpty()), remarks.stream())
                .collect(Collectors.joining("\n"));
    }

    private static Ending ending(Follower follower) {
        Activity activity = follower.activity();
        if (activity == null || !activity.isFinal()) {
            return Ending.TIMED_OUT;
        }
        if (!activity.isSuccess()) {
            return Ending.FAILURE;
        }
        return activity.hasFailedCommand() ? Ending.UNSTABLE : Ending.SUCCESS;
    }

    private static Optional<String> remark(Follower follower, boolean withLog) {
        Activity activity = follower.activity();
        Ending ending = ending(follower);
        if (ending == Ending.SUCCESS && !activity.isStaged()) {
            return Optional.empty();
        }
        String name = "Activity " + follower.id() + (activity == null ? "" : " (" + activity.type() + ")");
        if (ending == Ending.TIMED_OUT) {
            return Optional.of(name
                    + (activity == null
                            ? " could not be read in time."
                            : " has not ended in time: " + activity.state() + "."));
        }
        String tail = follower.tail();
        boolean isLogOfInterest = withLog && !tail.isEmpty() && ending != Ending.SUCCESS;
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
