package io.jenkins.plugins.webpaas.api;

/** The result of a request to cancel an activity. */
public enum Cancellation {
    /** The service cancels the activity. */
    ACCEPTED,
    /** The activity has ended or is about to end. */
    TOO_LATE,
    /** The activity goes on: the service does not cancel such activities, or this account may not. */
    IMPOSSIBLE
}
