package io.jenkins.plugins.webpaas.api;

import java.io.Serializable;

/** The request of an operation, saved before it is sent. After a crash, {@link Operations#find} looks for what it started. */
public final class PendingRequest implements Serializable {
    private static final long serialVersionUID = 1;

    private final String aim;
    private final String type;
    private final ActivityBookmark before;

    PendingRequest(String aim, String type, ActivityBookmark before) {
        this.aim = aim;
        this.type = type;
        this.before = before;
    }

    /** Returns the words that complete "Could not …". */
    String aim() {
        return aim;
    }

    /** Returns the type of the activities that the operation starts. */
    String type() {
        return type;
    }

    /** Returns the bookmark at the newest activity of this type before the request. */
    public ActivityBookmark before() {
        return before;
    }
}
