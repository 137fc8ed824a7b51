package io.jenkins.plugins.webpaas.config;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import java.time.Instant;
import java.util.Date;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A host key that the controller remembers. Jenkins saves objects of this class. */
@Restricted(NoExternalUse.class)
public final class RememberedHostKey {
    private final String line;
    private final Long since;

    /**
     * @param line a line of {@code known_hosts} for {@link KnownHost#parseSeen}
     * @param since the time at which the key was first seen
     */
    RememberedHostKey(String line, Instant since) {
        this.line = line;
        this.since = since.toEpochMilli();
    }

    /** Tells whether sessions can use the line. Only lines from a manually changed file, or another version, are invalid. */
    boolean isValid() {
        return line != null && KnownHost.parseSeen(line).isPresent();
    }

    String line() {
        return line;
    }

    public String getHost() {
        return knownHost().hosts().get(0);
    }

    public String getKeyType() {
        return knownHost().keyType();
    }

    public String getFingerprint() {
        return SshKeyPair.fingerprint(knownHost().key());
    }

    /** Returns the time at which the key was first seen; null if unknown. */
    public Date getSince() {
        return since == null ? null : new Date(since);
    }

    private KnownHost knownHost() {
        return KnownHost.parse(line);
    }
}
