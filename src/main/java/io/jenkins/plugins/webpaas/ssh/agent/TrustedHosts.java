package io.jenkins.plugins.webpaas.ssh.agent;

/** The hosts that the SSH agent signs for. */
@FunctionalInterface
public interface TrustedHosts {

    /** Tells whether a key, in the encoding of the SSH protocol, belongs to one of these hosts. */
    boolean haveKey(byte[] hostKey);
}
