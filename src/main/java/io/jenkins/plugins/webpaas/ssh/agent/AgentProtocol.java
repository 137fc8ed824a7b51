package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.ssh.Fingerprint;
import io.jenkins.plugins.webpaas.ssh.MalformedSshDataException;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import io.jenkins.plugins.webpaas.ssh.socket.RequestHandler;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The SSH agent protocol (draft-ietf-sshm-ssh-agent) for one client. Lists the session's identity and signs logins with it, if the
 * client may use it. Refuses all other requests: to add, remove or lock identities, and requests that are unknown or malformed.
 */
final class AgentProtocol implements RequestHandler {
    private static final byte[] SUCCESS = {AgentMessage.SUCCESS};
    private static final byte[] FAILURE = {AgentMessage.FAILURE};

    private final IdentitySlot slot;
    private final Predicate<byte[]> trusted;
    private final boolean strict;
    private final RefusalLog refusals;

    private HostBinding binding;
    /** The reason why this client gets neither the identity nor a signature any more; null if there is none. */
    private String exclusionReason;

    /** @param strict whether a client must name the host that it logs in to */
    AgentProtocol(IdentitySlot slot, Predicate<byte[]> trusted, boolean strict, RefusalLog refusals) {
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
                case AgentMessage.REQUEST_IDENTITIES -> identities();
                case AgentMessage.SIGN_REQUEST -> sign(in);
                case AgentMessage.EXTENSION -> extension(in);
                default -> FAILURE;
            };
        } catch (MalformedSshDataException e) {
            return FAILURE;
        }
    }

    private byte[] identities() {
        Identity current = slot.current();
        SshWriter answer = new SshWriter().writeByte(AgentMessage.IDENTITIES_ANSWER);
        if (exclusionReason != null) {
            refusals.add(exclusionReason);
        }
        if (current == null || current.isExpired() || exclusionReason != null) {
            return answer.writeUint32(0).toByteArray();
        }
        return answer.writeUint32(1)
                .writeString(current.blob())
                .writeText(current.comment())
                .toByteArray();
    }

    private byte[] sign(SshReader in) {
        byte[] key = in.readString();
        byte[] data = in.readString();
        in.readUint32(); // flags, which only matter for RSA keys
        in.expectEnd();
        Identity identity = slot.find(key);
        if (identity == null) {
            return FAILURE;
        }
        String reason = refusalReason(identity, AuthenticationRequest.parse(data), key);
        if (reason != null) {
            refusals.add(reason);
            return FAILURE;
        }
        return new SshWriter()
                .writeByte(AgentMessage.SIGN_RESPONSE)
                .writeString(identity.sign(data))
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
            return FAILURE;
        }
        // A failed binding excludes the client for good: the client must not sign without a binding afterwards.
        if (exclusionReason == null) {
            exclusionReason = bind(in);
        }
        return exclusionReason == null ? SUCCESS : FAILURE;
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
            return "a client that did not prove its connection to the host " + Fingerprint.of(next.hostKey());
        }
        if (!trusted.test(next.hostKey())) {
            return "a host that is not known as one of the service's (host key " + Fingerprint.of(next.hostKey())
                    + "). If the host is the service's, first connect to it with the session's ssh and without known_hosts of"
                    + " your own (UserKnownHostsFile), or have this key entered in the system configuration, behind the"
                    + " host's name: "
                    + KnownHost.entry(HostCertificate.keyOf(next.hostKey()));
        }
        binding = next;
        return null;
    }
}
