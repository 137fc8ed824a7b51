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
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Finds the API token for a build, or for the form of a job. */
@Restricted(NoExternalUse.class)
public final class ApiTokens {
    /** Matches the credentials for jobs. The scope "System" is for the controller itself. */
    public static final CredentialsMatcher FOR_JOBS =
            CredentialsMatchers.not(CredentialsMatchers.withScope(CredentialsScope.SYSTEM));

    /** The ids of the credentials whose use by a build is recorded. Jenkins writes the list of all uses of a credential for each record. */
    private static final Map<Run<?, ?>, Set<String>> RECORDED = Collections.synchronizedMap(new WeakHashMap<>());

    private ApiTokens() {}

    /**
     * Finds the token of a build, also in folders and through credentials parameters. Records the use on the credential's page, once for
     * each build, and in the token's history.
     *
     * @throws AbortException naming the parameter and the way out
     */
    public static ApiToken find(Run<?, ?> run, TokenReference reference) throws AbortException {
        String id = reference.credentialsId();
        StringCredentials credential = CredentialsProvider.findCredentialById(id, WebPaasApiToken.class, run);
        if (credential == null) {
            credential = CredentialsProvider.findCredentialById(id, StringCredentials.class, run);
        }
        if (credential == null) {
            throw new AbortException(problem(run, reference));
        }
        if (RECORDED.computeIfAbsent(run, build -> ConcurrentHashMap.newKeySet())
                .add(credential.getId())) {
            CredentialsProvider.track(run, credential);
        }
        if (credential instanceof WebPaasApiToken token) {
            TokenHistory.get().noteUse(token, LocalDate.now());
        }
        try {
            return apiToken(credential, reference);
        } catch (InvalidFieldException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /**
     * Finds a token of the list in a job's form.
     *
     * @param item the job; null outside of jobs
     * @throws InvalidFieldException with the problem and the way out
     */
    public static ApiToken findIn(@CheckForNull Item item, TokenReference reference) {
        StringCredentials credential = credentialIn(item, reference.credentialsId());
        if (credential == null) {
            throw new InvalidFieldException("credentialsId", "credentialsId.absent", reference.credentialsId());
        }
        return apiToken(credential, reference);
    }

    /**
     * Checks the service in a job's form. Does not complain about a missing credential.
     *
     * @param item the job; null outside of jobs
     * @throws InvalidFieldException with the problem and the way out
     */
    public static void checkServiceIn(@CheckForNull Item item, TokenReference reference) {
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

    private static ApiToken apiToken(StringCredentials credential, TokenReference reference) {
        Service service = service(credential, reference);
        Serializable reason;
        try {
            return new ApiToken(service, credential.getSecret().getPlainText().strip());
        } catch (InvalidFieldException e) {
            reason = e;
        } catch (CredentialsUnavailableException e) {
            reason = e.getMessage();
        }
        throw new InvalidFieldException("credentialsId", "credentialsId.unusable", reference.credentialsId(), reason);
    }

    /** Returns the service of a Web PaaS API token, or the service that the user named for a secret text. */
    private static Service service(StringCredentials credential, TokenReference reference) {
        String requested = reference.service();
        if (!(credential instanceof WebPaasApiToken token)) {
            if (requested == null) {
                String ids = WebPaasConfiguration.get().services().stream()
                        .map(Service::id)
                        .collect(Collectors.joining(", "));
                throw new InvalidFieldException("service", "service.ofText", reference.credentialsId(), ids);
            }
            return configured(requested);
        }
        String own = token.getService();
        if (requested != null && !requested.equals(own)) {
            throw new InvalidFieldException("service", "service.ofToken", reference.credentialsId(), own, requested);
        }
        return WebPaasConfiguration.get().service(own).orElseThrow(() -> WebPaasConfiguration.get()
                .problem(own)
                .map(problem -> new InvalidFieldException(
                        "credentialsId", "credentialsId.serviceLeftOut", reference.credentialsId(), own, problem))
                .orElseGet(() -> new InvalidFieldException(
                        "credentialsId", "credentialsId.service", reference.credentialsId(), own)));
    }

    /** @throws InvalidFieldException if there is no usable service of this id */
    static Service configured(String id) {
        return WebPaasConfiguration.get().service(id).orElseThrow(() -> WebPaasConfiguration.get()
                .problem(id)
                .map(problem -> new InvalidFieldException("service", "service.leftOut", id, problem))
                .orElseGet(() -> new InvalidFieldException("service", "service.unknown", id)));
    }

    private static String problem(Run<?, ?> run, TokenReference reference) {
        String id = reference.credentialsId();
        String origin = reference.folder() == null ? "" : ", which the folder '" + reference.folder() + "' names,";
        if (CredentialsProvider.findCredentialById(id, StandardCredentials.class, run) != null) {
            return "credentialsId: the credential '" + id + "'" + origin
                    + " is of another kind. Add one of the kind \"Web PaaS API token\", or a secret text";
        }
        if (reference.folder() == null) {
            return "credentialsId: there is no credential '" + id + "' that this build may use";
        }
        return "credentialsId: the credential '" + id + "'" + origin
                + " is none that this build may use. Keep it in this"
                + " folder, in a folder around it, or in Jenkins with the scope \"Global\"; or name another one in the"
                + " folder or in this job";
    }
}
