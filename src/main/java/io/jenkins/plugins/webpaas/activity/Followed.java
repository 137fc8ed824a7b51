package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.client.Activity;
import java.io.Serializable;
import java.time.Instant;

/**
 * An activity that is waited for.
 *
 * @param type null if it was never read
 * @param createdAt null if it was never read, or does not say
 * @param log how far its log was told
 */
public record Followed(String id, String type, Instant createdAt, LogPosition log) implements Serializable {
    private static final long serialVersionUID = 1;

    /** By its id alone. */
    public static Followed of(String id) {
        return new Followed(id, null, null, LogPosition.START);
    }

    public static Followed of(Activity activity) {
        return new Followed(activity.id(), activity.type(), activity.createdAt(), LogPosition.START);
    }
}
