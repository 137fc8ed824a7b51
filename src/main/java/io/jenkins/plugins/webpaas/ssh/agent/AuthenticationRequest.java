package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.ssh.MalformedSshDataException;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import java.util.Arrays;

/**
 * The data that a client signs to log in with a key (RFC 4252, section 7; host-bound form: OpenSSH, PROTOCOL, section 1.8).
 *
 * @param sessionId session identifier of the SSH connection
 * @param key the key or certificate of the login
 * @param hostKey the server's key, or null if the request is not host-bound
 */
record AuthenticationRequest(byte[] sessionId, byte[] key, byte[] hostKey) {
    private static final int USERAUTH_REQUEST = 50;
    private static final String HOST_BOUND = "publickey-hostbound-v00@openssh.com";

    /** @throws MalformedSshDataException if the data are no such request */
    static AuthenticationRequest parse(byte[] data) {
        SshReader in = new SshReader(data);
        byte[] sessionId = in.readString();
        if (in.readByte() != USERAUTH_REQUEST) {
            throw new MalformedSshDataException("no authentication request");
        }
        in.readString(); // user
        String service = in.readText();
        String method = in.readText();
        boolean signed = in.readBoolean();
        in.readString(); // algorithm
        byte[] key = in.readString();
        boolean hostBound = method.equals(HOST_BOUND);
        byte[] hostKey = hostBound ? in.readString() : null;
        in.expectEnd();
        if (!signed || !service.equals("ssh-connection") || !(hostBound || method.equals("publickey"))) {
            throw new MalformedSshDataException("no authentication with a key");
        }
        return new AuthenticationRequest(sessionId, key, hostKey);
    }

    boolean isFor(HostBinding binding) {
        return Arrays.equals(sessionId, binding.sessionId())
                && (hostKey == null || Arrays.equals(hostKey, binding.hostKey()));
    }
}
