package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.ssh.SshReader;

/**
 * What a client tells of the SSH connection that it is going to sign for: {@code session-bind@openssh.com} (OpenSSH,
 * PROTOCOL.agent, section 1).
 *
 * @param hostKey the server's key
 * @param sessionId of the SSH connection, signed by the server
 * @param forwarded whether it is not the client itself that will sign, but somebody at the server's end
 */
record HostBinding(byte[] hostKey, byte[] sessionId, byte[] signature, boolean forwarded) {
    static final String NAME = "session-bind@openssh.com";

    static HostBinding read(SshReader in) {
        HostBinding binding = new HostBinding(in.readString(), in.readString(), in.readString(), in.readBoolean());
        in.expectEnd();
        return binding;
    }

    /** Whether the server of this key really takes part in this connection. */
    boolean isProven() {
        return HostSignature.verify(HostCertificate.keyOf(hostKey), sessionId, signature);
    }
}
