package io.jenkins.plugins.webpaas.ssh.agent;

import java.time.Duration;

/** The place of the one identity, which renewal replaces. It is empty until the first certificate comes. */
final class IdentitySlot {
    /** How long clients wait for the first certificate; the controller tries for less than that to get one. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final long end;
    private volatile Identity current;
    private volatile Identity previous;

    IdentitySlot() {
        this(PATIENCE);
    }

    IdentitySlot(Duration patience) {
        end = System.nanoTime() + patience.toNanos();
    }

    void put(Identity next) {
        previous = current;
        current = next;
    }

    /** Whether nothing will be signed here any more, unless another identity comes. */
    boolean isOver() {
        Identity latest = current;
        return latest == null ? System.nanoTime() - end >= 0 : latest.isExpired();
    }

    /** Null before the first. */
    Identity current() {
        return current;
    }

    /**
     * The identity of this certificate, or null. A client may have listed the certificate just before it was replaced, so
     * the one before still counts.
     */
    Identity named(byte[] blob) {
        Identity latest = current;
        if (latest == null || latest.isNamedBy(blob)) {
            return latest;
        }
        Identity older = previous;
        return older != null && older.isNamedBy(blob) ? older : null;
    }
}
