package io.jenkins.plugins.webpaas.credentials;

import hudson.Util;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A user's reference to an API token.
 *
 * @param credentialsId id of a Web PaaS API token, or of a secret text
 * @param service id of the service for a secret text; null for the service of the Web PaaS API token
 * @param folder full name of the folder that names the credential; null if the build itself does
 */
@Restricted(NoExternalUse.class)
public record TokenReference(String credentialsId, String service, String folder) {

    public TokenReference {
        service = Util.fixEmptyAndTrim(service);
    }

    public TokenReference(String credentialsId, String service) {
        this(credentialsId, service, null);
    }

    /**
     * Returns the reference of a step or folder, which inherits what it does not name. The service belongs to the credential: who names a credential does not
     * inherit the service.
     *
     * @param outer null for none
     * @param credentialsId null or empty to inherit
     * @param service null or empty to inherit
     * @return null if neither names a credential
     */
    public static TokenReference inherit(TokenReference outer, String credentialsId, String service) {
        String id = Util.fixEmptyAndTrim(credentialsId);
        if (id != null) {
            return new TokenReference(id, service);
        }
        return outer == null || Util.fixEmptyAndTrim(service) == null
                ? outer
                : new TokenReference(outer.credentialsId, service, outer.folder);
    }
}
