package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.ssh.Fingerprint;
import io.jenkins.plugins.webpaas.ssh.agent.HostCertificate;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** Whether a host has a key that is known for it. One that has no known key is accepted where the service lets it. */
final class HostKeyCheck implements HostKeyVerifier {
    private static final String WAY_OUT = "known hosts of the service in the system configuration";

    private final Destination destination;
    private final List<KnownHost> known;
    private final boolean acceptsUnknown;
    private volatile String seen;
    private volatile String refusal;

    HostKeyCheck(CommandRequest invocation) {
        destination = invocation.destination();
        known = invocation.knownHosts();
        acceptsUnknown = invocation.acceptsUnknownHost();
        if (!known.isEmpty() && known.stream().noneMatch(HostKeyCheck::canBeChecked)) {
            refusal = "The known host key of " + destination.name() + " is of the type "
                    + known.get(0).keyType() + ", which this Java cannot check without Bouncy Castle, if at all."
                    + " Add the host's ssh-ed25519 or ssh-rsa key to the " + WAY_OUT;
        }
    }

    /** Tells whether a key of a host can be checked; certificates of an authority are checked without sshj. */
    private static boolean canBeChecked(KnownHost host) {
        return host.isAuthority() || SshSettings.isAvailable(host.keyType());
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        byte[] sent = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
        byte[] blob = HostCertificate.keyOf(sent);
        if (known.isEmpty() && acceptsUnknown) {
            seen = line(blob);
            return true;
        }
        if (known.stream().anyMatch(host -> !host.isAuthority() && Arrays.equals(host.key(), blob))
                || isVouchedFor(sent)) {
            return true;
        }
        refusal = known.isEmpty() ? unknown(blob) : other(blob);
        return false;
    }

    private boolean isVouchedFor(byte[] hostKey) {
        Predicate<String> isIts = principal -> KnownHost.matches(principal, destination.name());
        return HostCertificate.parse(hostKey)
                .filter(certificate -> known.stream().anyMatch(line -> certificate.isOf(line, isIts, Instant.now())))
                .isPresent();
    }

    /** An {@code ssh-rsa} key signs in newer ways than the one that has its name (RFC 8332). */
    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        return known.stream().flatMap(HostKeyCheck::algorithms).distinct().toList();
    }

    private static Stream<String> algorithms(KnownHost host) {
        if (host.isAuthority()) {
            return SshSettings.certificates();
        }
        return host.keyType().equals("ssh-rsa") ? Stream.of("rsa-sha2-512", "rsa-sha2-256") : Stream.of(host.keyType());
    }

    private String unknown(byte[] key) {
        return "The host key of " + destination.name() + " is not known (" + Fingerprint.of(key)
                + "), and the service is set to refuse such hosts. If it is the right one, add this line to the "
                + WAY_OUT
                + ": " + line(key);
    }

    private String other(byte[] key) {
        boolean isAuthoritys = known.stream().allMatch(KnownHost::isAuthority);
        return "The host key of " + destination.name() + " is " + Fingerprint.of(key)
                + (isAuthoritys ? ", without a valid certificate of the known authority " : ", but known is ")
                + known.stream().map(host -> Fingerprint.of(host.key())).collect(Collectors.joining(", "))
                + ". Somebody may be in between. If the host really has a new key, add this line to the " + WAY_OUT
                + ": " + line(key);
    }

    private String line(byte[] key) {
        return destination.knownAs() + " " + KnownHost.entry(key);
    }

    /** Why the host is refused, or null; before the connection, if no key of it can be checked. */
    String refusal() {
        return refusal;
    }

    /** Its line of {@code known_hosts}, if its key was not known. */
    List<String> seen() {
        return seen == null ? List.of() : List.of(seen);
    }
}
