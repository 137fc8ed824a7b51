package io.jenkins.plugins.webpaas.ssh.agent;

/** The hosts that the SSH agent signs for. */
@FunctionalInterface
public interface TrustedHosts {

    /** Whether this key, as it stands in the SSH protocol, is that of one of the service's hosts. */
    boolean haveKey(byte[] hostKey);
}
