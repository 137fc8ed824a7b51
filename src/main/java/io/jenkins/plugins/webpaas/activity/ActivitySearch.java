package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.activity.Outcome.Status;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.api.DeploymentStatus;
import io.jenkins.plugins.webpaas.api.DeploymentStatus.Stage;
import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the activities of a wait that does not know them by their ids. */
interface ActivitySearch {
    /** The pause between two looks at a deployment that has not begun or that nobody watched. */
    Duration PAUSE = Duration.ofSeconds(3);

    /**
     * The result of a search.
     *
     * @param activities oldest first
     * @param deployment how far the deployment has come; null if the wait is for no deployment
     */
    record Findings(List<Activity> activities, DeploymentStatus deployment) {}

    /** Searches once, and blocks meanwhile. */
    Findings run(WebPaasApi api) throws IOException;

    /**
     * Tells whether the wait has ended, and remembers what was found. The caller holds the wait's lock.
     *
     * @param isComplete whether the wait knew all activities that were found, and they have ended
     * @param isWatched whether the wait has followed an activity to its end
     */
    boolean isOver(Findings found, boolean isComplete, boolean isWatched);

    /** Tells whether users should see the log of an activity that has ended before the search found the activity. */
    boolean showsEnded(Activity activity);

    /** Returns what users should hear before the next search; empty if there is nothing new. */
    default Optional<String> news() {
        return Optional.empty();
    }

    /** @param trackers of the activities that were found */
    Outcome outcome(Service service, List<ActivityTracker> trackers);

    /** Returns a remark for users which says what the search could not find out in time; empty if the outcome says enough. */
    Optional<String> timeOutRemark(boolean hasActivities);

    /** Returns the search of a wait; null for a wait that knows its activities. */
    static ActivitySearch of(WaitState state) {
        if (state.environment() != null) {
            return new DeploymentSearch(state);
        }
        return state.since() == null ? null : new SinceBookmark(state.since());
    }

    /** Finds all that the account has started since a bookmark. */
    final class SinceBookmark implements ActivitySearch {
        private final ActivityBookmark bookmark;
        private boolean isSearched;

        SinceBookmark(ActivityBookmark bookmark) {
            this.bookmark = bookmark;
        }

        @Override
        public Findings run(WebPaasApi api) throws IOException {
            return new Findings(api.activities().startedSince(bookmark), null);
        }

        @Override
        public boolean isOver(Findings found, boolean isComplete, boolean isWatched) {
            isSearched = true;
            return isComplete;
        }

        /** Returns false, because another wait has shown the log, or showing the log now would be too late. */
        @Override
        public boolean showsEnded(Activity activity) {
            return false;
        }

        @Override
        public Outcome outcome(Service service, List<ActivityTracker> trackers) {
            return trackers.isEmpty() && isSearched
                    ? Outcome.of(service, trackers, Status.SUCCESS, nothing(), List.of())
                    : Outcome.of(service, trackers);
        }

        private String nothing() {
            return "There was nothing to wait for: this account has started nothing in " + bookmark.place()
                    + (bookmark.leftOut().isEmpty() ? "." : " whose end this build has not reported yet.");
        }

        @Override
        public Optional<String> timeOutRemark(boolean hasActivities) {
            return Optional.of("Jenkins could not find out in time whether this account has started anything "
                    + (hasActivities ? "else " : "") + "in " + bookmark.place() + ".");
        }
    }

    /** Finds the activities that deploy a commit, whoever started them: those under way, and the last. */
    final class DeploymentSearch implements ActivitySearch {
        private final WaitState state;

        /** The status at the last search; null before the first. */
        private DeploymentStatus last;

        /** The status that users have heard of; null for none. */
        private DeploymentStatus reported;

        private boolean isAtEnd;

        DeploymentSearch(WaitState state) {
            this.state = state;
        }

        @Override
        public Findings run(WebPaasApi api) throws IOException {
            Environment found =
                    api.findEnvironment(state.project(), state.environment()).orElse(null);
            List<Activity> newestFirst = List.of();
            try {
                newestFirst = found == null ? List.of() : api.activities().deployments(state.project(), found.id());
            } catch (WebPaasException e) {
                if (e.problem() != Problem.NOT_FOUND) {
                    throw e;
                }
                found = null; // deleted since it was read
            }
            Activity newest = newestFirst.isEmpty() ? null : newestFirst.get(0);
            List<Activity> activities = new ArrayList<>(newestFirst);
            activities.removeIf(activity -> activity != newest && activity.isFinal());
            Collections.reverse(activities);
            return new Findings(List.copyOf(activities), DeploymentStatus.of(found, state.commit(), newest));
        }

        /** A push changes the environment before its activity is there, so an end that the wait has not watched must be found twice. */
        @Override
        public boolean isOver(Findings found, boolean isComplete, boolean isWatched) {
            boolean isSeenBefore = isAtEnd && found.deployment().equals(last);
            last = found.deployment();
            isAtEnd = isComplete && last.stage() != Stage.PENDING;
            return isAtEnd && (isWatched || isSeenBefore);
        }

        /** Shows the log of a deployment that this build has started. Another build has shown the log of its own. */
        @Override
        public boolean showsEnded(Activity activity) {
            return state.since() != null && state.since().isBefore(activity);
        }

        @Override
        public Optional<String> news() {
            if (last.stage() != Stage.PENDING || last.equals(reported)) {
                return Optional.empty();
            }
            reported = last;
            return Optional.of(sentence("has not yet deployed"));
        }

        @Override
        public Outcome outcome(Service service, List<ActivityTracker> trackers) {
            if (last == null) {
                return Outcome.of(service, trackers, Status.TIMED_OUT, "", open(trackers));
            }
            return switch (last.stage()) {
                case PENDING ->
                    Outcome.of(
                            service,
                            trackers,
                            Status.TIMED_OUT,
                            sentence("has not deployed", " in time"),
                            open(trackers));
                case DEPLOYED -> Outcome.of(service, trackers, Status.SUCCESS, "", List.of());
                case UNSTABLE ->
                    Outcome.of(service, trackers, Status.UNSTABLE, sentence("has deployed"), newest(trackers));
                case FAILED ->
                    Outcome.of(service, trackers, Status.FAILURE, sentence("has not deployed"), newest(trackers));
            };
        }

        @Override
        public Optional<String> timeOutRemark(boolean hasActivities) {
            return last == null
                    ? Optional.of("Jenkins could not find out in time whether environment '" + state.environment()
                            + "' has deployed " + deployed() + ".")
                    : Optional.empty();
        }

        private static List<ActivityTracker> open(List<ActivityTracker> trackers) {
            return trackers.stream().filter(tracker -> !tracker.hasEnded()).toList();
        }

        private static List<ActivityTracker> newest(List<ActivityTracker> trackers) {
            return trackers.stream()
                    .filter(tracker -> tracker.createdAt() != null)
                    .max(Comparator.comparing(ActivityTracker::createdAt))
                    .stream()
                    .toList();
        }

        private String sentence(String verb) {
            return sentence(verb, "");
        }

        private String sentence(String verb, String when) {
            return "Environment '" + state.environment() + "' " + verb + " " + deployed() + when + ": " + last.reason()
                    + ".";
        }

        private String deployed() {
            return state.commit() == null ? "its commit" : "commit " + DeploymentStatus.abbreviated(state.commit());
        }
    }
}
