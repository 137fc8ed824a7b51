package io.jenkins.plugins.webpaas.job;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** An activity as scripts, the build's page and the REST API show it. A value that the service does not send is null. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ActivityResult implements Serializable {
    private static final long serialVersionUID = 1;

    private final String id;
    private final String project;
    private final String environment;
    private final String type;
    private final boolean isIntegration;
    private final String state;
    private final String result;
    private final boolean isFinal;
    private final boolean hasFailedCommand;
    // Times are saved as text (ISO 8601), since Jenkins refuses to save an Instant in build.xml.
    private final String createdAt;
    private final String startedAt;
    private final String completedAt;
    private final String backup;
    private final String apiUrl;
    private final String commit;

    private ActivityResult(Service service, Activity activity) {
        id = activity.id();
        project = activity.project();
        environment = activity.environment();
        type = activity.type();
        isIntegration = activity.isIntegration();
        state = activity.state();
        result = activity.result();
        isFinal = activity.isFinal();
        hasFailedCommand = activity.hasFailedCommand();
        createdAt = Objects.toString(activity.createdAt(), null);
        startedAt = Objects.toString(activity.startedAt(), null);
        completedAt = Objects.toString(activity.completedAt(), null);
        backup = activity.backup();
        commit = activity.commit();
        apiUrl = activity.links().url(service, "self").map(Object::toString).orElse(null);
    }

    public static List<ActivityResult> of(Service service, List<Activity> activities) {
        return activities.stream()
                .map(activity -> new ActivityResult(service, activity))
                .toList();
    }

    @Exported
    public String getId() {
        return id;
    }

    @Exported
    public String getProject() {
        return project;
    }

    /** Returns the environment's id; null also for an activity of no environment. */
    @Exported
    public String getEnvironment() {
        return environment;
    }

    /** Returns the type, such as {@code environment.backup}. */
    @Exported
    public String getType() {
        return type;
    }

    /** Tells whether the activity is of an integration, such as a webhook, beside the requested one. */
    boolean isIntegration() {
        return isIntegration;
    }

    /** Returns the state, such as {@code in_progress} or {@code complete}. */
    @Exported
    public String getState() {
        return state;
    }

    /** Returns {@code success} or {@code failure}; null before the end too. */
    @Exported
    public String getResult() {
        return result;
    }

    public boolean isFinal() {
        return isFinal;
    }

    /** Tells whether a command in the activity failed, whatever the result is. */
    public boolean isCommandFailed() {
        return hasFailedCommand;
    }

    public Instant getCreatedAt() {
        return instant(createdAt);
    }

    public Instant getStartedAt() {
        return instant(startedAt);
    }

    public Instant getCompletedAt() {
        return instant(completedAt);
    }

    private static Instant instant(String time) {
        return time == null ? null : Instant.parse(time);
    }

    /** Returns the time of the start for the REST API, in ISO 8601. */
    @Exported(name = "startedAt")
    public String getStartedAtText() {
        return startedAt;
    }

    /** Returns the time between start and end in milliseconds, as Jenkins counts; null before the end too. */
    @Exported
    public Long getDuration() {
        return startedAt == null || completedAt == null
                ? null
                : Duration.between(getStartedAt(), getCompletedAt()).toMillis();
    }

    /** Returns the id of the backup that the activity made; null if there is none, or none yet. */
    @Exported
    public String getBackup() {
        return backup;
    }

    /** Returns the id of the commit that the activity left in the environment; null if it is not known. */
    @Exported
    public String getCommit() {
        return commit;
    }

    /** Returns the address in the API. */
    @Exported
    public String getApiUrl() {
        return apiUrl;
    }

    @Override
    public String toString() {
        return "activity " + id + " (" + type + ", " + state + ", " + result + ")";
    }
}
