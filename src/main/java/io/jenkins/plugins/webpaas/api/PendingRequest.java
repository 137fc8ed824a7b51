package io.jenkins.plugins.webpaas.api;

import java.io.Serializable;

/** The request of an operation, saved before it is sent. After a crash, {@link Operations#find} looks for what it started. */
public final class PendingRequest implements Serializable {
    private static final long serialVersionUID = 1;

    private final String aim;
    private final String type;
    private final ActivityBookmark before;

    /** The id of another environment; null for none, and in a stream of an earlier version. */
    private final String otherEnvironment;

    PendingRequest(String aim, String type, ActivityBookmark before, String otherEnvironment) {
        this.aim = aim;
        this.type = type;
        this.before = before;
        this.otherEnvironment = otherEnvironment;
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

    /** Returns the id of another environment that the operation concerns, which may show the activity; null for none. */
    String otherEnvironment() {
        return otherEnvironment;
    }
}
