package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.SshWriter;

/** Builds requests for the SSH agent. */
final class AgentRequests {
    static final byte[] SESSION = {7, 7, 7};

    private AgentRequests() {}

    static byte[] list() {
        return new byte[] {AgentProtocol.REQUEST_IDENTITIES};
    }

    static byte[] sign(byte[] key, byte[] data) {
        return new SshWriter()
                .writeByte(AgentProtocol.SIGN_REQUEST)
                .writeString(key)
                .writeString(data)
                .writeUint32(0)
                .toByteArray();
    }

    /** Returns a request to sign a login that is not bound to a host, as clients before OpenSSH 8.9 send it. */
    static byte[] signLogin(byte[] certificate) {
        return sign(certificate, login(SESSION, certificate));
    }

    /** Returns a login that is not bound to a host. */
    static byte[] login(byte[] session, byte[] key) {
        return login(session, 50, "ssh-connection", "publickey", 1, key).toByteArray();
    }

    static byte[] hostBoundLogin(byte[] session, byte[] key, byte[] hostKey) {
        return login(session, 50, "ssh-connection", "publickey-hostbound-v00@openssh.com", 1, key)
                .writeString(hostKey)
                .toByteArray();
    }

    static SshWriter login(byte[] session, int message, String service, String method, int signed, byte[] key) {
        return new SshWriter()
                .writeString(session)
                .writeByte(message)
                .writeText("user")
                .writeText(service)
                .writeText(method)
                .writeByte(signed)
                .writeText("ssh-ed25519-cert-v01@openssh.com")
                .writeString(key);
    }

    static byte[] bind(SshKeyPair host, byte[] session) {
        return bind(host.publicBlob(), session, host.sign(session), false);
    }

    static byte[] bind(byte[] hostKey, byte[] session, byte[] signature, boolean forwarded) {
        return new SshWriter()
                .writeByte(AgentProtocol.EXTENSION)
                .writeText(AgentProtocol.HostBinding.NAME)
                .writeString(hostKey)
                .writeString(session)
                .writeString(signature)
                .writeByte(forwarded ? 1 : 0)
                .toByteArray();
    }
}
