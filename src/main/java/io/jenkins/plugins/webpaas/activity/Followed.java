package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.client.Activity;
import java.io.Serializable;
import java.time.Instant;

/** An activity that is waited for. */
public final class Followed implements Serializable {
    private static final long serialVersionUID = 1;

    private final String id;
    private final String type;
    private final Instant createdAt;
    private final LogPosition log;

    public Followed(String id, String type, Instant createdAt, LogPosition log) {
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
    public static Followed of(String id) {
        return new Followed(id, null, null, LogPosition.START);
    }

    public static Followed of(Activity activity) {
        return new Followed(activity.id(), activity.type(), activity.createdAt(), LogPosition.START);
    }
}
