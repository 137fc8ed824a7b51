package io.jenkins.plugins.webpaas.service;

/** What to do with an SSH host of the service whose key is not known. No value turns the check off. */
public enum UnknownHosts {
    /** Connect to no such host. */
    REFUSE,
    /** Accept a host's key when it is first seen, keep it on the controller, and accept no other from then on. */
    REMEMBER
}
