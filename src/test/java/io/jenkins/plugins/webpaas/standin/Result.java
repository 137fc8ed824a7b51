package io.jenkins.plugins.webpaas.standin;

/** How an activity ended; null is "unknown" (protocol section 7). */
public enum Result {
    SUCCESS,
    FAILURE
}
