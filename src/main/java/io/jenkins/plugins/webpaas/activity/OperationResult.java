package io.jenkins.plugins.webpaas.activity;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/** What is known of an operation, for scripts. Most operations have one activity, whose values are here at hand. */
public final class OperationResult implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String SUCCESS = "success";

    private final String project;
    private final String environment;
    private final List<ActivityResult> activities;
    private final boolean skipped;
    private final boolean timedOut;

    private OperationResult(
            String project, String environment, List<ActivityResult> activities, boolean skipped, boolean timedOut) {
        this.project = project;
        this.environment = environment;
        this.activities = List.copyOf(activities);
        this.skipped = skipped;
        this.timedOut = timedOut;
    }

    /** @param activities none if the service was done at once */
    public static OperationResult of(String project, String environment, List<ActivityResult> activities) {
        return new OperationResult(project, environment, activities, false, false);
    }

    /** @param outcome of waiting for it */
    public static OperationResult of(String project, String environment, Outcome outcome) {
        return new OperationResult(
                project, environment, outcome.activities(), false, outcome.ending() == OutcomeStatus.TIMED_OUT);
    }

    /** Of an operation that was not to be done there. */
    public static OperationResult skipped(String project, String environment) {
        return new OperationResult(project, environment, List.of(), true, false);
    }

    public String getProject() {
        return project;
    }

    public String getEnvironment() {
        return environment;
    }

    public List<ActivityResult> getActivities() {
        return activities;
    }

    /** Whether nothing was started, since it was not to be. */
    public boolean isSkipped() {
        return skipped;
    }

    /** The first that is none of an integration, or null. */
    private ActivityResult main() {
        return activities.stream()
                .filter(activity -> !activity.isIntegration())
                .findFirst()
                .orElse(activities.isEmpty() ? null : activities.get(0));
    }

    /** Id of the activity; null if there is none. */
    public String getId() {
        return main() == null ? null : main().getId();
    }

    /** Type of the activity; null if there is none. */
    public String getType() {
        return main() == null ? null : main().getType();
    }

    /** State of the activity; {@code complete} if the service was done at once; null if it was skipped or is not known. */
    public String getState() {
        return main() != null ? main().getState() : skipped || timedOut ? null : "complete";
    }

    /**
     * {@code success} if each activity succeeded, {@code failure} if one ended otherwise; null if that is not known yet, or
     * the operation was skipped.
     */
    public String getResult() {
        if (activities.stream().anyMatch(activity -> activity.isFinal() && !SUCCESS.equals(activity.getResult()))) {
            return "failure";
        }
        return skipped || timedOut || !activities.stream().allMatch(ActivityResult::isFinal) ? null : SUCCESS;
    }

    /** Whether a command in an activity failed, whatever the result says. */
    public boolean isCommandFailed() {
        return activities.stream().anyMatch(ActivityResult::isCommandFailed);
    }

    /** When the activity was started; null if it is not said. */
    public Instant getStartedAt() {
        return main() == null ? null : main().getStartedAt();
    }

    /** When the activity ended; null before that, or if it is not said. */
    public Instant getCompletedAt() {
        return main() == null ? null : main().getCompletedAt();
    }

    /** How long the activity ran, in milliseconds; null before its end, or if its times are not said. */
    public Long getDuration() {
        return main() == null ? null : main().getDuration();
    }

    /** Id of the backup that was made; null if there is none, or none yet. */
    public String getBackup() {
        return activities.stream()
                .map(ActivityResult::getBackup)
                .filter(backup -> backup != null)
                .findFirst()
                .orElse(null);
    }

    /** Address of the activity in the API; null if there is none. */
    public String getUrl() {
        return main() == null ? null : main().getUrl();
    }

    @Override
    public String toString() {
        return skipped ? "skipped" : activities.isEmpty() && !timedOut ? "done at once" : activities.toString();
    }
}
