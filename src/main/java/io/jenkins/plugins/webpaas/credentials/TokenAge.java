package io.jenkins.plugins.webpaas.credentials;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * How old an API token is.
 *
 * @param stored days since Jenkins first knew of it
 * @param unused days since a build last used it; null if none has yet
 */
@Restricted(NoExternalUse.class)
public record TokenAge(long stored, Long unused) {

    /** Whether nobody has used it for so many days. */
    public boolean isUnusedFor(int days) {
        return stored >= days && (unused == null || unused >= days);
    }

    /** For people. */
    @Override
    public String toString() {
        return unused == null ? Messages.TokenAge_Unused(stored) : Messages.TokenAge_Used(stored, unused);
    }
}
