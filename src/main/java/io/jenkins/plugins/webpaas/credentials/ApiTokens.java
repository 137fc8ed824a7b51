package io.jenkins.plugins.webpaas.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.webpaas.client.ApiToken;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.service.Service;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Finds the API token that a build asks for, or the form of a job. */
@Restricted(NoExternalUse.class)
public final class ApiTokens {
    /** Those of the scope "System" are for the controller itself. */
    public static final CredentialsMatcher FOR_JOBS =
            CredentialsMatchers.not(CredentialsMatchers.withScope(CredentialsScope.SYSTEM));

    private ApiTokens() {}

    /**
     * Looks through the build, so that folders and credentials parameters count, and notes the use on the credential's
     * page and in its history.
     *
     * @param credentialsId as the user wrote it
     * @throws AbortException naming the parameter and the way out
     */
    public static ApiToken find(Run<?, ?> run, String credentialsId) throws AbortException {
        if (Util.fixEmptyAndTrim(credentialsId) == null) {
            throw new AbortException("credentialsId: is empty. Name a credential of the kind \"Web PaaS API token\"");
        }
        WebPaasApiToken credential = CredentialsProvider.findCredentialById(credentialsId, WebPaasApiToken.class, run);
        if (credential == null) {
            throw new AbortException(problem(run, credentialsId));
        }
        CredentialsProvider.track(run, credential);
        TokenHistory.get().noteUse(credential);
        return apiToken(credential, credentialsId);
    }

    /**
     * Looks where a job's form lists them.
     *
     * @param item the job; null outside of all jobs
     * @throws AbortException naming the parameter and the way out
     */
    public static ApiToken findIn(@CheckForNull Item item, String credentialsId) throws AbortException {
        WebPaasApiToken credential = CredentialsProvider.findCredentialByIdInItem(
                credentialsId, WebPaasApiToken.class, item, ACL.SYSTEM2, List.of());
        if (credential == null || !FOR_JOBS.matches(credential)) {
            throw new AbortException(
                    "credentialsId: there is no API token '" + credentialsId + "' here. Choose another");
        }
        return apiToken(credential, credentialsId);
    }

    private static ApiToken apiToken(WebPaasApiToken credential, String credentialsId) throws AbortException {
        Service service = WebPaasConfiguration.get()
                .service(credential.getService())
                .orElseThrow(() -> new AbortException("credentialsId: the API token '" + credentialsId
                        + "' is for the service '" + credential.getService() + "', which "
                        + whyNot(credential.getService())));
        try {
            return new ApiToken(service, credential.getToken().getPlainText());
        } catch (IllegalArgumentException e) {
            throw new AbortException(
                    "credentialsId: the API token '" + credentialsId + "' cannot be used. " + e.getMessage());
        }
    }

    private static String whyNot(String service) {
        return WebPaasConfiguration.get()
                .problem(service)
                .map(problem -> "is left out: " + problem + ". Mend it in the system configuration")
                .orElse(
                        "is not configured (any more). Choose another service in the credential, or add this one to the system"
                                + " configuration");
    }

    private static String problem(Run<?, ?> run, String credentialsId) {
        StandardCredentials other =
                CredentialsProvider.findCredentialById(credentialsId, StandardCredentials.class, run);
        return other == null
                ? "credentialsId: there is no credential '" + credentialsId + "' that this build may use"
                : "credentialsId: the credential '" + credentialsId
                        + "' is of another kind. Add one of the kind \"Web PaaS API token\"";
    }
}
