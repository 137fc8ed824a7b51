package io.jenkins.plugins.webpaas.credentials;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The age of an API token.
 *
 * @param stored days since the token was first stored in Jenkins
 * @param unused days since a build last used the token; null if no build has
 */
@Restricted(NoExternalUse.class)
public record TokenAge(long stored, Long unused) {

    /** Tells whether the token has been stored and unused for a number of days. */
    public boolean isUnusedFor(int days) {
        return stored >= days && (unused == null || unused >= days);
    }

    @Override
    public String toString() {
        return unused == null ? Messages.TokenAge_Unused(stored) : Messages.TokenAge_Used(stored, unused);
    }
}
