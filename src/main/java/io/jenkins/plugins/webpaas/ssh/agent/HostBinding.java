package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.ssh.SshReader;

/**
 * The request {@code session-bind@openssh.com} (OpenSSH, PROTOCOL.agent, section 1), with which a client names the SSH connection that
 * its signatures are for.
 *
 * @param hostKey the server's key
 * @param sessionId session identifier of the SSH connection
 * @param signature the server's signature of the session identifier
 * @param forwarded whether the client forwards the SSH agent to the server, so that programs there can ask for signatures
 */
record HostBinding(byte[] hostKey, byte[] sessionId, byte[] signature, boolean forwarded) {
    static final String NAME = "session-bind@openssh.com";

    static HostBinding read(SshReader in) {
        HostBinding binding = new HostBinding(in.readString(), in.readString(), in.readString(), in.readBoolean());
        in.expectEnd();
        return binding;
    }

    /** Tells whether the owner of the host key signed the session identifier, and so is the server of this connection. */
    boolean isProven() {
        return HostSignature.verify(HostCertificate.keyOf(hostKey), sessionId, signature);
    }
}
