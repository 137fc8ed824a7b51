package io.jenkins.plugins.webpaas.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.webpaas.client.ApiToken;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.service.Service;

/** Finds the API token that a build asks for. */
public final class ApiTokens {
    private ApiTokens() {}

    /**
     * Looks through the build, so that folders and credentials parameters count, and notes the use on the credential's
     * page and in its history.
     *
     * @param credentialsId as the user wrote it
     * @throws AbortException naming the parameter and the way out
     */
    public static ApiToken find(Run<?, ?> run, String credentialsId) throws AbortException {
        WebPaasApiToken credential = CredentialsProvider.findCredentialById(credentialsId, WebPaasApiToken.class, run);
        if (credential == null) {
            throw new AbortException(problem(run, credentialsId));
        }
        CredentialsProvider.track(run, credential);
        TokenHistory.get().noteUse(credential);
        Service service = WebPaasConfiguration.get()
                .service(credential.getService())
                .orElseThrow(() -> new AbortException("credentialsId: the API token '" + credentialsId
                        + "' is for the service '" + credential.getService() + "', which is not configured (any more)."
                        + " Choose another service in the credential, or add this one to the system configuration"));
        try {
            return new ApiToken(service, credential.getToken().getPlainText());
        } catch (IllegalArgumentException e) {
            throw new AbortException(
                    "credentialsId: the API token '" + credentialsId + "' cannot be used. " + e.getMessage());
        }
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
