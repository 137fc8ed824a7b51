package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** What is known of an activity, for scripts. */
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
    private final Instant createdAt;
    private final Instant startedAt;
    private final Instant completedAt;
    private final String backup;
    private final String url;

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
        createdAt = activity.createdAt();
        startedAt = activity.startedAt();
        completedAt = activity.completedAt();
        backup = activity.backup();
        url = activity.links().url(service, "self").map(URI::toString).orElse(null);
    }

    public static ActivityResult of(Service service, Activity activity) {
        return new ActivityResult(service, activity);
    }

    public String getId() {
        return id;
    }

    /** Id; null if it is not said. */
    public String getProject() {
        return project;
    }

    /** Id; null if it is about none, or that is not said. */
    public String getEnvironment() {
        return environment;
    }

    /** Such as {@code environment.backup}; perhaps null. */
    public String getType() {
        return type;
    }

    /** Whether it is a webhook or the like beside what was asked for. */
    boolean isIntegration() {
        return isIntegration;
    }

    /** Such as {@code in_progress} or {@code complete}; perhaps null. */
    public String getState() {
        return state;
    }

    /** {@code success}, {@code failure}, or null if it is not known, or not known yet. */
    public String getResult() {
        return result;
    }

    /** Whether nothing more will come of it. */
    public boolean isFinal() {
        return isFinal;
    }

    /** Whether a command in it failed, whatever the result says. */
    public boolean isCommandFailed() {
        return hasFailedCommand;
    }

    /** Null if it is not said, as the other times. */
    public Instant getCreatedAt() {
        return createdAt;
    }

    public Instant getStartedAt() {
        return startedAt;
    }

    public Instant getCompletedAt() {
        return completedAt;
    }

    /** How long it ran, in milliseconds, as Jenkins counts; null before its end, or if its times are not said. */
    public Long getDuration() {
        return startedAt == null || completedAt == null
                ? null
                : Duration.between(startedAt, completedAt).toMillis();
    }

    /** Id of the backup that it made; null if there is none, or none yet. */
    public String getBackup() {
        return backup;
    }

    /** Its address in the API; null if it is not said. */
    public String getUrl() {
        return url;
    }

    @Override
    public String toString() {
        return "activity " + id + " (" + type + ", " + state + ", " + result + ")";
    }
}
