package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.agent.HostCertificate;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** Checks a host's key against the known ones. Accepts any key of a host without known keys, if the request does. */
final class HostKeyCheck implements HostKeyVerifier {
    private static final String WAY_OUT = "known hosts of the service in the system configuration";

    private final Destination destination;
    private final List<KnownHost> knownHosts;
    private final boolean acceptsUnknown;
    private volatile String seen;
    private volatile String refusal;

    HostKeyCheck(CommandRunner.CommandRequest request) {
        destination = request.destination();
        knownHosts = request.knownHosts();
        acceptsUnknown = request.acceptsUnknownHost();
        if (!knownHosts.isEmpty() && knownHosts.stream().noneMatch(HostKeyCheck::canBeChecked)) {
            refusal = "The known host key of " + destination.name() + " is of the type "
                    + knownHosts.get(0).keyType() + ", which this Java cannot check without Bouncy Castle, if at all."
                    + " Add the host's ssh-ed25519 or ssh-rsa key to the " + WAY_OUT;
        }
    }

    /** Tells whether a host's key can be checked. This class checks certificates of an authority itself, without sshj. */
    private static boolean canBeChecked(KnownHost host) {
        return host.isAuthority() || SshSettings.isAvailable(host.keyType());
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        byte[] sent = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
        byte[] blob = HostCertificate.keyOf(sent);
        if (knownHosts.isEmpty() && acceptsUnknown) {
            seen = line(blob);
            return true;
        }
        if (knownHosts.stream().anyMatch(host -> !host.isAuthority() && Arrays.equals(host.key(), blob))
                || HostCertificate.isValid(
                        sent, knownHosts, (line, name) -> KnownHost.matches(name, destination.name()))) {
            return true;
        }
        refusal = knownHosts.isEmpty() ? unknownKeyMessage(blob) : wrongKeyMessage(blob);
        return false;
    }

    /** Returns the algorithms of the known keys. An {@code ssh-rsa} key signs with newer algorithms than its name says (RFC 8332). */
    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        return knownHosts.stream().flatMap(HostKeyCheck::algorithms).distinct().toList();
    }

    private static Stream<String> algorithms(KnownHost host) {
        if (host.isAuthority()) {
            return SshSettings.certificates();
        }
        return host.keyType().equals("ssh-rsa") ? Stream.of("rsa-sha2-512", "rsa-sha2-256") : Stream.of(host.keyType());
    }

    private String unknownKeyMessage(byte[] key) {
        return "The host key of " + destination.name() + " is not known (" + SshKeyPair.fingerprint(key)
                + "), and the service is set to refuse such hosts. If the key is right, add this line to the "
                + WAY_OUT
                + ": " + line(key);
    }

    private String wrongKeyMessage(byte[] key) {
        boolean isAuthorityKnown = knownHosts.stream().allMatch(KnownHost::isAuthority);
        return "The host key of " + destination.name() + " is " + SshKeyPair.fingerprint(key)
                + (isAuthorityKnown
                        ? ", without a valid certificate of the known authority "
                        : ", but the known key is ")
                + knownHosts.stream()
                        .map(host -> SshKeyPair.fingerprint(host.key()))
                        .collect(Collectors.joining(", "))
                + ". Somebody may intercept the connection. If the host really has a new key, add this line to the "
                + WAY_OUT
                + ": " + line(key);
    }

    private String line(byte[] key) {
        return destination.knownAs() + " " + KnownHost.entry(key);
    }

    /** Returns the reason to refuse the host; null for none. Not null before the connection if no known key can be checked. */
    String refusal() {
        return refusal;
    }

    /** Returns the host's line of {@code known_hosts} if its key was not known; else nothing. */
    List<String> seen() {
        return seen == null ? List.of() : List.of(seen);
    }
}
