package io.jenkins.plugins.webpaas.job;

import io.jenkins.plugins.webpaas.activity.Outcome;
import io.jenkins.plugins.webpaas.api.Activities;
import io.jenkins.plugins.webpaas.api.SiteUrls;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The result of an operation, for scripts. Most operations have one activity, whose values this object has too. */
@Restricted(NoExternalUse.class)
public final class OperationResult implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String SUCCESS = "success";

    private final String project;
    private final String environment;
    private final List<ActivityResult> activities;
    private final boolean skipped;
    private final boolean timedOut;
    private final PushedCommit push;
    private final List<String> urls;

    private OperationResult(
            String project,
            String environment,
            List<ActivityResult> activities,
            boolean skipped,
            boolean timedOut,
            PushedCommit push,
            List<String> urls) {
        this.project = project;
        this.environment = environment;
        this.activities = List.copyOf(activities);
        this.skipped = skipped;
        this.timedOut = timedOut;
        this.push = push;
        this.urls = List.copyOf(urls);
    }

    /** @param activities none if the service was done at once */
    public static OperationResult of(String project, String environment, List<ActivityResult> activities) {
        return new OperationResult(project, environment, activities, false, false, null, List.of());
    }

    /** Returns the result of an operation that its {@code environmentType} excludes. */
    public static OperationResult skipped(String project, String environment) {
        return new OperationResult(project, environment, List.of(), true, false, null, List.of());
    }

    /** Returns this result with the activities of a wait. */
    public OperationResult ended(Outcome outcome) {
        boolean isTimedOut = outcome.status() == Outcome.Status.TIMED_OUT;
        List<ActivityResult> ended = ActivityResult.of(outcome.service(), outcome.activities());
        return new OperationResult(project, environment, ended, skipped, isTimedOut, push, urls);
    }

    /** Returns this result of a part with the activities of the parts before; null for none. */
    public OperationResult after(OperationResult earlier) {
        if (earlier == null) {
            return this;
        }
        List<ActivityResult> all = new ArrayList<>(earlier.activities);
        all.addAll(activities);
        return new OperationResult(project, environment, all, skipped, timedOut, push, urls);
    }

    /** Returns this result for the push of a commit. */
    public OperationResult withPush(PushedCommit pushedCommit) {
        return new OperationResult(project, environment, activities, skipped, timedOut, pushedCommit, urls);
    }

    /** Returns this result with the addresses of the site, the primary one first. */
    public OperationResult withSite(SiteUrls site) {
        List<String> primaryFirst = new ArrayList<>(site.all());
        if (site.primary() != null) {
            primaryFirst.remove(site.primary());
            primaryFirst.add(0, site.primary());
        }
        return new OperationResult(project, environment, activities, skipped, timedOut, push, primaryFirst);
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

    /** Tells whether nothing was started, since the environment has another type than the step is for. */
    public boolean isSkipped() {
        return skipped;
    }

    /** Returns the first activity, preferably one that is not of an integration; null if there is none. */
    private ActivityResult main() {
        return activities.stream()
                .filter(activity -> !activity.isIntegration())
                .findFirst()
                .orElse(activities.isEmpty() ? null : activities.get(0));
    }

    /** Returns the activity's id; null if there is none. */
    public String getId() {
        return main() == null ? null : main().getId();
    }

    /** Returns the activity's type; null if there is none. */
    public String getType() {
        return main() == null ? null : main().getType();
    }

    /** Returns the activity's state; {@code complete} if the service was done at once; null if skipped or unknown. */
    public String getState() {
        return main() != null ? main().getState() : skipped || timedOut ? null : "complete";
    }

    /**
     * Returns {@code success} if each activity succeeded, {@code failure} if one ended otherwise; null before all ends are known, or
     * if skipped.
     */
    public String getResult() {
        if (activities.stream().anyMatch(activity -> activity.isFinal() && !SUCCESS.equals(activity.getResult()))) {
            return "failure";
        }
        return skipped || timedOut || !activities.stream().allMatch(ActivityResult::isFinal) ? null : SUCCESS;
    }

    /** Tells whether an activity has deployed the environment. */
    public boolean hasDeployed() {
        return activities.stream()
                .anyMatch(activity -> activity.isFinal()
                        && Activities.deploys(activity.getType())
                        && activity.getEnvironment() != null
                        && activity.getEnvironment().equals(environment));
    }

    /** Tells whether a command in an activity failed, whatever the result is. */
    public boolean isCommandFailed() {
        return activities.stream().anyMatch(ActivityResult::isCommandFailed);
    }

    /** Returns the activity's start; null if the service does not send it. */
    public Instant getStartedAt() {
        return main() == null ? null : main().getStartedAt();
    }

    /** Returns the activity's end; null before that, or if the service does not send it. */
    public Instant getCompletedAt() {
        return main() == null ? null : main().getCompletedAt();
    }

    /** Returns the time between the activity's start and end in milliseconds; null if one of them is. */
    public Long getDuration() {
        return main() == null ? null : main().getDuration();
    }

    /** Returns the id of the backup that was made; null if there is none, or none yet. */
    public String getBackup() {
        return activities.stream()
                .map(ActivityResult::getBackup)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Returns the id of the commit that was pushed; null if the operation is no push. */
    public String getCommit() {
        return push == null ? null : push.id();
    }

    /** Returns the commit that was pushed; null if the operation is no push. */
    public PushedCommit push() {
        return push;
    }

    /** Tells whether the push created the environment. */
    public boolean isCreated() {
        return push != null && push.isEnvironmentNew();
    }

    /** Returns the primary address of the environment's site; null if it has none, or if the operation does not deploy. */
    public String getUrl() {
        return urls.isEmpty() ? null : urls.get(0);
    }

    /** Returns all addresses of the environment's site, the primary one first; empty if the operation does not deploy. */
    public List<String> getUrls() {
        return urls;
    }

    /** Returns the activity's address in the API; null if there is none. */
    public String getApiUrl() {
        return main() == null ? null : main().getApiUrl();
    }

    @Override
    public String toString() {
        return skipped ? "skipped" : activities.isEmpty() && !timedOut ? "done at once" : activities.toString();
    }
}
