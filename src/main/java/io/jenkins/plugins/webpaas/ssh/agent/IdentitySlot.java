package io.jenkins.plugins.webpaas.ssh.agent;

import java.time.Duration;

/** Holds the identity of an SSH agent. A renewal replaces the identity. The slot is empty until the first certificate arrives. */
final class IdentitySlot {
    /** Time that clients wait for the first certificate; the controller gives up earlier. */
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final long end;
    private volatile Identity current;
    private volatile Identity previous;

    IdentitySlot() {
        this(TIMEOUT);
    }

    IdentitySlot(Duration timeout) {
        end = System.nanoTime() + timeout.toNanos();
    }

    void put(Identity next) {
        previous = current;
        current = next;
    }

    /** Tells whether the identity has expired, or the first identity did not arrive in time. */
    boolean isOver() {
        Identity latest = current;
        return latest == null ? System.nanoTime() - end >= 0 : latest.isExpired();
    }

    /** Returns the latest identity, or null if none has arrived yet. */
    Identity current() {
        return current;
    }

    /**
     * Returns the identity with this certificate, or null. The previous identity counts too, since a client may have listed its
     * certificate just before the replacement.
     */
    Identity find(byte[] certificate) {
        for (Identity identity : new Identity[] {current, previous}) {
            if (identity != null && identity.hasCertificate(certificate)) {
                return identity;
            }
        }
        return null;
    }
}
