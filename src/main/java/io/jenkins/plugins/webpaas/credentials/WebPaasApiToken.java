package io.jenkins.plugins.webpaas.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Failure;
import hudson.security.AccessControlled;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.service.Service;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The API token of a machine user of a service. As a {@link StringCredentials}, the token can also be used wherever Jenkins accepts a
 * secret text.
 */
public final class WebPaasApiToken extends BaseStandardCredentials implements StringCredentials {
    private static final long serialVersionUID = 1;

    private final String service;
    private final Secret token;

    /**
     * @param service id of the token's service
     * @param token the token from the vendor's console; white space around it is removed
     * @throws Failure naming the field that is missing or invalid; a form shows the message, and Jenkins does not log the input
     */
    @DataBoundConstructor
    public WebPaasApiToken(CredentialsScope scope, String id, String description, String service, Secret token) {
        super(scope, id, description);
        this.service = Util.fixNull(service).strip();
        this.token = Secret.fromString(token == null ? "" : token.getPlainText().strip());
        try {
            if (this.service.isEmpty()) {
                throw new InvalidFieldException("service", "service.missing");
            }
            TokenFieldCheck.checkKey(this.token.getPlainText());
            ApiToken.check(this.token.getPlainText());
        } catch (InvalidFieldException e) {
            throw new Failure(e.getMessage());
        }
    }

    public String getService() {
        return service;
    }

    public Secret getToken() {
        return token;
    }

    @Override
    @NonNull
    public Secret getSecret() {
        return token;
    }

    @Extension
    @Symbol("webPaasApiToken")
    public static final class DescriptorImpl extends BaseStandardCredentialsDescriptor {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WebPaasApiToken_DisplayName();
        }

        /** Returns the age of a stored token for the form; null for a new token, and for a user's own. */
        public TokenAge ageOf(WebPaasApiToken stored) {
            return stored == null
                    ? null
                    : TokenHistory.get().ageOf(stored, LocalDate.now()).orElse(null);
        }

        /** Returns all services, and the current one if it is no longer configured. */
        @POST
        public ListBoxModel doFillServiceItems(
                @AncestorInPath AccessControlled context, @QueryParameter String service) {
            List<Service> services =
                    mayEdit(context) ? WebPaasConfiguration.get().services() : List.of();
            ListBoxModel items = new ListBoxModel();
            services.forEach(configured -> items.add(configured.name(), configured.id()));
            String current = Util.fixEmptyAndTrim(service);
            if (current != null
                    && services.stream().noneMatch(configured -> configured.id().equals(current))) {
                items.add(current, current);
            }
            return items;
        }

        @POST
        public FormValidation doCheckService(@AncestorInPath AccessControlled context, @QueryParameter String value) {
            return mayEdit(context) ? TokenFieldCheck.checkService(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckToken(@AncestorInPath AccessControlled context, HttpServletRequest request) {
            return mayEdit(context) ? TokenFieldCheck.check(request.getParameter("value")) : FormValidation.ok();
        }

        /**
         * Tests the token in the form with the service. The token is no {@link QueryParameter}, since Jenkins would decrypt one: a user
         * who can read the encrypted form of a stored token could then send that token to a service of their choice.
         */
        @POST
        public FormValidation doTestToken(
                @AncestorInPath AccessControlled context, @QueryParameter String service, HttpServletRequest request) {
            owner(context).checkAnyPermission(CredentialsProvider.CREATE, CredentialsProvider.UPDATE);
            return TokenFieldCheck.test(service, request.getParameter("token"));
        }

        private static boolean mayEdit(AccessControlled context) {
            return owner(context).hasAnyPermission(CredentialsProvider.CREATE, CredentialsProvider.UPDATE);
        }

        /** Returns the owner of the credentials on the page: a folder, a user or Jenkins. */
        private static AccessControlled owner(AccessControlled context) {
            return context == null ? Jenkins.get() : context;
        }
    }
}
