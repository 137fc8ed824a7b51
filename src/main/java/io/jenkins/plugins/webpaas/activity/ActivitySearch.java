package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.activity.Outcome.Status;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds the activities of a wait that does not know them by their ids. */
interface ActivitySearch {

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
}
