package io.jenkins.plugins.webpaas.api;

import java.io.Serializable;

/**
 * An operation that a service is asked for, once. Kept before the request is sent, it tells after a crash whether the request was
 * acted on: {@link Operations#find}.
 */
public final class PendingRequest implements Serializable {
    private static final long serialVersionUID = 1;

    private final String aim;
    private final String type;
    private final ActivityBookmark before;

    public PendingRequest(String aim, String type, ActivityBookmark before) {
        this.aim = aim;
        this.type = type;
        this.before = before;
    }

    /** Text that completes "Could not …". */
    public String aim() {
        return aim;
    }

    /** Type of the activities that the operation starts. */
    public String type() {
        return type;
    }

    /** The point that the environment's history of that type had reached. */
    public ActivityBookmark before() {
        return before;
    }
}
