package io.jenkins.plugins.webpaas.credentials;

import hudson.Util;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Names an API token, as users do.
 *
 * @param credentialsId id of a Web PaaS API token, or of a secret text
 * @param service id of the service that a secret text is for; null for that of the Web PaaS API token
 */
@Restricted(NoExternalUse.class)
public record TokenReference(String credentialsId, String service) {

    public TokenReference {
        service = Util.fixEmptyAndTrim(service);
    }
}
