package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activity;
import java.io.Serializable;
import java.time.Instant;

/** An activity that is waited for. */
public final class TrackedActivityState implements Serializable {
    private static final long serialVersionUID = 1;

    private final String id;
    private final String type;
    private final Instant createdAt;
    private final LogPosition log;

    public TrackedActivityState(String id, String type, Instant createdAt, LogPosition log) {
        this.id = id;
        this.type = type;
        this.createdAt = createdAt;
        this.log = log;
    }

    public String id() {
        return id;
    }

    /** Type of the activity; null if the activity was never read. */
    public String type() {
        return type;
    }

    /** Creation time; null if the activity was never read, or does not say. */
    public Instant createdAt() {
        return createdAt;
    }

    /** The part of the activity's log that was told. */
    public LogPosition log() {
        return log;
    }

    /** By its id alone. */
    public static TrackedActivityState of(String id) {
        return new TrackedActivityState(id, null, null, LogPosition.START);
    }

    public static TrackedActivityState of(Activity activity) {
        return new TrackedActivityState(activity.id(), activity.type(), activity.createdAt(), LogPosition.START);
    }
}
