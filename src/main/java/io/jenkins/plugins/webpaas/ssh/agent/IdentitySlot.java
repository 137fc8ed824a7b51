package io.jenkins.plugins.webpaas.ssh.agent;

/** The place of the one identity, which renewal replaces. */
final class IdentitySlot {
    private volatile Identity current;
    private volatile Identity previous;

    IdentitySlot(Identity first) {
        current = first;
    }

    void replace(Identity next) {
        previous = current;
        current = next;
    }

    Identity current() {
        return current;
    }

    /**
     * The identity of this certificate, or null. A client may have listed the certificate just before it was replaced, so
     * the one before still counts.
     */
    Identity named(byte[] blob) {
        Identity latest = current;
        if (latest.isNamedBy(blob)) {
            return latest;
        }
        Identity older = previous;
        return older != null && older.isNamedBy(blob) ? older : null;
    }
}
