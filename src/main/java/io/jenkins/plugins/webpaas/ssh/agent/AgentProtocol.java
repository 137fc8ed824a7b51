package io.jenkins.plugins.webpaas.ssh.agent;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.ssh.Fingerprint;
import io.jenkins.plugins.webpaas.ssh.MalformedSshDataException;
import io.jenkins.plugins.webpaas.ssh.SshReader;
import io.jenkins.plugins.webpaas.ssh.SshWriter;
import io.jenkins.plugins.webpaas.ssh.socket.RequestHandler;
import java.util.Arrays;

/**
 * One client's talk with the SSH agent (draft-ietf-sshm-ssh-agent): lists the one identity and signs logins with it, as
 * far as the client may use it. Everything else is refused: adding, removing, locking, whatever is unknown or malformed.
 */
final class AgentProtocol implements RequestHandler {
    private static final byte[] SUCCESS = {AgentMessage.SUCCESS};
    private static final byte[] FAILURE = {AgentMessage.FAILURE};

    private final IdentitySlot slot;
    private final TrustedHosts trusted;
    private final boolean strict;
    private final RefusalLog refusals;

    private HostBinding binding;
    /** Why this client is offered nothing and gets no signature, whatever else it says; null if there is no such reason. */
    private String barred;

    /**
     * @param strict whether a client must say which host it signs for
     */
    AgentProtocol(IdentitySlot slot, TrustedHosts trusted, boolean strict, RefusalLog refusals) {
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
        if (barred != null) {
            refusals.add(barred);
        }
        if (current == null || current.isExpired() || barred != null) {
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
        in.readUint32(); // flags choose among RSA's algorithms
        in.expectEnd();
        Identity named = slot.named(key);
        if (named == null) {
            return FAILURE;
        }
        String reason = whyNot(named, AuthenticationRequest.parse(data), key);
        if (reason != null) {
            refusals.add(reason);
            return FAILURE;
        }
        return new SshWriter()
                .writeByte(AgentMessage.SIGN_RESPONSE)
                .writeString(named.sign(data))
                .toByteArray();
    }

    private String whyNot(Identity identity, AuthenticationRequest login, byte[] key) {
        if (identity.isExpired()) {
            return "the certificate has expired";
        }
        if (barred != null) {
            return barred;
        }
        if (!Arrays.equals(login.key(), key)) {
            return "a login with another key than the session's";
        }
        if (binding == null) {
            return strict ? "the client did not say for which host it signs (OpenSSH does from 8.9 on)" : null;
        }
        return login.isFor(binding) ? null : "a login to another host than the client had said";
    }

    private byte[] extension(SshReader in) {
        if (!in.readText().equals(HostBinding.NAME)) {
            return FAILURE;
        }
        // Whatever happens below, a client that has spoken of a host is held to it.
        String refused = barred == null ? bind(in) : barred;
        if (refused == null) {
            return SUCCESS;
        }
        barred = refused;
        return FAILURE;
    }

    private String bind(SshReader in) {
        HostBinding next;
        try {
            next = HostBinding.read(in);
        } catch (MalformedSshDataException e) {
            return "a client whose word about its host is malformed";
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
        if (!trusted.haveKey(next.hostKey())) {
            return "a host that is not known as one of the service's (host key " + Fingerprint.of(next.hostKey())
                    + "). If it is one, connect to it first with the session's ssh and without known_hosts of your own"
                    + " (UserKnownHostsFile), or have its key entered in the system configuration, behind its name: "
                    + KnownHost.entry(HostCertificate.keyOf(next.hostKey()));
        }
        binding = next;
        return null;
    }
}
