package io.jenkins.plugins.webpaas.config;

import io.jenkins.plugins.webpaas.service.KnownHost;
import io.jenkins.plugins.webpaas.ssh.Fingerprint;
import java.time.Instant;
import java.util.Date;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A host key that the controller remembers. Jenkins saves this. */
@Restricted(NoExternalUse.class)
public final class RememberedHostKey {
    private final String line;
    private final Long since;

    /**
     * @param line of {@code known_hosts}, as {@link KnownHost#parseSeen} takes it
     * @param since null if that is not known
     */
    RememberedHostKey(String line, Instant since) {
        this.line = line;
        this.since = since == null ? null : since.toEpochMilli();
    }

    /** Tells whether the line is one that sessions use. What was saved by hand or by another version may be anything. */
    boolean isValid() {
        return line != null && KnownHost.parseSeen(line).isPresent();
    }

    String line() {
        return line;
    }

    public String getHost() {
        return known().hosts().get(0);
    }

    public String getKeyType() {
        return known().keyType();
    }

    public String getFingerprint() {
        return Fingerprint.of(known().key());
    }

    /** The time at which the key was first seen; null if that is not known. */
    public Date getSince() {
        return since == null ? null : new Date(since);
    }

    private KnownHost known() {
        return KnownHost.parse(line);
    }
}
