package io.jenkins.plugins.webpaas.standin;

/** The result of an activity; null stands for "unknown" (protocol, "Activities"). */
public enum Result {
    SUCCESS,
    FAILURE
}
