package io.jenkins.plugins.webpaas.credentials;

import hudson.Util;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A user's reference to an API token.
 *
 * @param credentialsId id of a Web PaaS API token, or of a secret text
 * @param service id of the service for a secret text; null for the service of the Web PaaS API token
 */
@Restricted(NoExternalUse.class)
public record TokenReference(String credentialsId, String service) {

    public TokenReference {
        service = Util.fixEmptyAndTrim(service);
    }
}
