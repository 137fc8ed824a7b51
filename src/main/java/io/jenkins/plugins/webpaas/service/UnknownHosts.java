package io.jenkins.plugins.webpaas.service;

/** The treatment of an SSH host of the service whose key is not known. No value turns the check of host keys off. */
public enum UnknownHosts {
    /** Connections to the host are refused. */
    REFUSE,
    /** The first key of the host is accepted and kept on the controller. From then on, no other key is accepted. */
    REMEMBER
}
