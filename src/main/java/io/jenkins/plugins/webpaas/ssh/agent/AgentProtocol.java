package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.ssh.MalformedSshDataException;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import io.jenkins.plugins.webpaas.ssh.socket.SocketServer.RequestHandler;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The SSH agent protocol (draft-ietf-sshm-ssh-agent) for one client. Lists the session's identity and signs logins with it, if the
 * client may use it. Refuses all other requests: to add, remove or lock identities, and requests that are unknown or malformed.
 */
final class AgentProtocol implements RequestHandler {
    /** The message numbers (section 6.1) that this SSH agent supports. */
    static final int FAILURE = 5;

    static final int SUCCESS = 6;
    static final int REQUEST_IDENTITIES = 11;
    static final int IDENTITIES_ANSWER = 12;
    static final int SIGN_REQUEST = 13;
    static final int SIGN_RESPONSE = 14;
    static final int EXTENSION = 27;

    private static final byte[] DONE = {SUCCESS};
    private static final byte[] REFUSED = {FAILURE};

    private final IdentitySlot slot;
    private final Predicate<byte[]> trusted;
    private final boolean strict;
    private final SshAgent.RefusalLog refusals;

    private HostBinding binding;
    /** The reason why this client gets neither the identity nor a signature any more; null if there is none. */
    private String exclusionReason;

    /** @param strict whether a client must name the host that it logs in to */
    AgentProtocol(IdentitySlot slot, Predicate<byte[]> trusted, boolean strict, SshAgent.RefusalLog refusals) {
        this.slot = slot;
        this.trusted = trusted;
        this.strict = strict;
        this.refusals = refusals;
    }

    @Override
    public byte[] answer(byte[] request) {
        try {
            SshReader in = new SshReader(request);
            return switch (in.readByte()) {
                case REQUEST_IDENTITIES -> identities();
                case SIGN_REQUEST -> sign(in);
                case EXTENSION -> extension(in);
                default -> REFUSED;
            };
        } catch (MalformedSshDataException e) {
            return REFUSED;
        }
    }

    private byte[] identities() {
        Identity current = slot.current();
        SshWriter answer = new SshWriter().writeByte(IDENTITIES_ANSWER);
        if (exclusionReason != null) {
            refusals.add(exclusionReason);
        }
        if (current == null || current.isExpired() || exclusionReason != null) {
            return answer.writeUint32(0).toByteArray();
        }
        return answer.writeUint32(1)
                .writeString(current.certificate().blob())
                .writeText(current.certificate().keyId())
                .toByteArray();
    }

    private byte[] sign(SshReader in) {
        byte[] key = in.readString();
        byte[] data = in.readString();
        in.readUint32(); // flags, which only matter for RSA keys
        in.expectEnd();
        Identity identity = slot.find(key);
        if (identity == null) {
            return REFUSED;
        }
        String reason = refusalReason(identity, AuthenticationRequest.parse(data), key);
        if (reason != null) {
            refusals.add(reason);
            return REFUSED;
        }
        return new SshWriter()
                .writeByte(SIGN_RESPONSE)
                .writeString(identity.key().sign(data))
                .toByteArray();
    }

    private String refusalReason(Identity identity, AuthenticationRequest login, byte[] key) {
        if (identity.isExpired()) {
            return "the certificate has expired";
        }
        if (exclusionReason != null) {
            return exclusionReason;
        }
        if (!Arrays.equals(login.key(), key)) {
            return "a login with another key than the session's";
        }
        if (binding == null) {
            return strict ? "the client did not name the host that it signs for (OpenSSH does from 8.9 on)" : null;
        }
        return login.isFor(binding) ? null : "a login to another host than the client named";
    }

    private byte[] extension(SshReader in) {
        if (!in.readText().equals(HostBinding.NAME)) {
            return REFUSED;
        }
        // A failed binding excludes the client for good: the client must not sign without a binding afterwards.
        if (exclusionReason == null) {
            exclusionReason = bind(in);
        }
        return exclusionReason == null ? DONE : REFUSED;
    }

    /** Binds the client to a host. Returns the reason if the binding is refused, or null. */
    private String bind(SshReader in) {
        HostBinding next;
        try {
            next = HostBinding.read(in);
        } catch (MalformedSshDataException e) {
            return "a client that named its host in a malformed request";
        }
        if (binding != null) {
            return "a client that named a second host";
        }
        if (next.forwarded()) {
            return "a forwarded connection (ssh -A)";
        }
        if (!next.isProven()) {
            return "a client that did not prove its connection to the host " + SshKeyPair.fingerprint(next.hostKey());
        }
        if (!trusted.test(next.hostKey())) {
            return "a host that is not known as one of the service's (host key "
                    + SshKeyPair.fingerprint(next.hostKey())
                    + "). If the host is the service's, first connect to it with the session's ssh and without known_hosts of"
                    + " your own (UserKnownHostsFile), or have this key entered in the system configuration, behind the"
                    + " host's name: "
                    + KnownHost.entry(HostCertificate.keyOf(next.hostKey()));
        }
        binding = next;
        return null;
    }

    /**
     * The request {@code session-bind@openssh.com} (OpenSSH, PROTOCOL.agent, section 1), with which a client names the SSH connection that
     * its signatures are for.
     *
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

    /**
     * The data that a client signs to log in with a key (RFC 4252, section 7; host-bound form: OpenSSH, PROTOCOL, section 1.8).
     *
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
}
