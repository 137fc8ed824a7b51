package io.jenkins.plugins.webpaas.api;

/** What comes of the wish to end an activity. */
public enum Cancellation {
    /** The service cancels it. */
    ACCEPTED,
    /** It has ended, or is about to. */
    TOO_LATE,
    /** It goes on: the service does not cancel such activities, or not for this account. */
    IMPOSSIBLE
}
