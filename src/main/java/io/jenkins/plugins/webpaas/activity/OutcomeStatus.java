package io.jenkins.plugins.webpaas.activity;

/** What became of all the activities that were waited for. */
public enum OutcomeStatus {
    /** Each of them succeeded. */
    SUCCESS,
    /** Each of them succeeded, but a command in one failed (protocol section 7). */
    UNSTABLE,
    /** One of them failed, was cancelled, or ended with a result that is not known. */
    FAILURE,
    /** They go on, or that is not known, and the time to wait for them is over. */
    TIMED_OUT
}
