package io.jenkins.plugins.webpaas.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsUnavailableException;
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
import java.util.stream.Collectors;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
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
     * @param reference as the user wrote it
     * @throws AbortException naming the parameter and the way out
     */
    public static ApiToken find(Run<?, ?> run, TokenReference reference) throws AbortException {
        String id = reference.credentialsId();
        if (Util.fixEmptyAndTrim(id) == null) {
            throw new AbortException("credentialsId: is empty. Name a credential of the kind \"Web PaaS API token\"");
        }
        StringCredentials credential = CredentialsProvider.findCredentialById(id, WebPaasApiToken.class, run);
        if (credential == null) {
            credential = CredentialsProvider.findCredentialById(id, StringCredentials.class, run);
        }
        if (credential == null) {
            throw new AbortException(problem(run, id));
        }
        CredentialsProvider.track(run, credential);
        if (credential instanceof WebPaasApiToken token) {
            TokenHistory.get().noteUse(token);
        }
        return apiToken(credential, reference);
    }

    /**
     * Looks where a job's form lists them.
     *
     * @param item the job; null outside of all jobs
     * @throws AbortException naming the parameter and the way out
     */
    public static ApiToken findIn(@CheckForNull Item item, TokenReference reference) throws AbortException {
        StringCredentials credential = credentialIn(item, reference.credentialsId());
        if (credential == null) {
            throw new AbortException(
                    "credentialsId: there is no API token '" + reference.credentialsId() + "' here. Choose another");
        }
        return apiToken(credential, reference);
    }

    /**
     * Checks the service that a job's form names. Of a credential that is not there, there is nothing to say.
     *
     * @param item the job; null outside of all jobs
     * @throws AbortException naming the parameter and the way out
     */
    public static void checkServiceIn(@CheckForNull Item item, TokenReference reference) throws AbortException {
        StringCredentials credential =
                Util.fixEmpty(reference.credentialsId()) == null ? null : credentialIn(item, reference.credentialsId());
        if (credential != null) {
            service(credential, reference);
        } else if (reference.service() != null) {
            configured(reference.service());
        }
    }

    private static StringCredentials credentialIn(Item item, String id) {
        StringCredentials credential =
                CredentialsProvider.findCredentialByIdInItem(id, WebPaasApiToken.class, item, ACL.SYSTEM2, List.of());
        if (credential == null) {
            credential = CredentialsProvider.findCredentialByIdInItem(
                    id, StringCredentials.class, item, ACL.SYSTEM2, List.of());
        }
        return credential == null || !FOR_JOBS.matches(credential) ? null : credential;
    }

    private static ApiToken apiToken(StringCredentials credential, TokenReference reference) throws AbortException {
        Service service = service(credential, reference);
        try {
            return new ApiToken(service, credential.getSecret().getPlainText().strip());
        } catch (IllegalArgumentException | CredentialsUnavailableException e) {
            throw new AbortException("credentialsId: the API token '" + reference.credentialsId() + "' cannot be used. "
                    + e.getMessage());
        }
    }

    /** The service of a Web PaaS API token is its own; a secret text has none. */
    private static Service service(StringCredentials credential, TokenReference reference) throws AbortException {
        String named = reference.service();
        if (!(credential instanceof WebPaasApiToken token)) {
            if (named == null) {
                throw new AbortException("service: is missing. The credential '" + reference.credentialsId()
                        + "' is a secret text, which does not tell the service of its API token. Name that: "
                        + WebPaasConfiguration.get().services().stream()
                                .map(Service::id)
                                .collect(Collectors.joining(", ")));
            }
            return configured(named);
        }
        if (named != null && !named.equals(token.getService())) {
            throw new AbortException("service: the API token '" + reference.credentialsId() + "' is for the service '"
                    + token.getService() + "', and not for '" + named + "'. Leave the service out");
        }
        return WebPaasConfiguration.get()
                .service(token.getService())
                .orElseThrow(() -> new AbortException(
                        "credentialsId: the API token '" + reference.credentialsId() + "' is for the service '"
                                + token.getService() + "', which " + whyNot(token.getService(), " in the credential")));
    }

    private static Service configured(String id) throws AbortException {
        return WebPaasConfiguration.get()
                .service(id)
                .orElseThrow(() -> new AbortException("service: '" + id + "' " + whyNot(id, "")));
    }

    /** @param place where another service can be chosen; empty for the parameter itself */
    private static String whyNot(String service, String place) {
        return WebPaasConfiguration.get()
                .problem(service)
                .map(problem -> "is left out: " + problem + ". Mend it in the system configuration")
                .orElse("is not configured (any more). Choose another service" + place
                        + ", or add this one to the system configuration");
    }

    private static String problem(Run<?, ?> run, String credentialsId) {
        StandardCredentials other =
                CredentialsProvider.findCredentialById(credentialsId, StandardCredentials.class, run);
        return other == null
                ? "credentialsId: there is no credential '" + credentialsId + "' that this build may use"
                : "credentialsId: the credential '" + credentialsId
                        + "' is of another kind. Add one of the kind \"Web PaaS API token\", or a secret text";
    }
}
