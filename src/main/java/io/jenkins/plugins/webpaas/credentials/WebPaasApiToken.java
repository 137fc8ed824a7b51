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
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The API token of a machine user, for one service. As a {@link StringCredentials} it also goes wherever Jenkins takes a
 * secret text.
 */
public final class WebPaasApiToken extends BaseStandardCredentials implements StringCredentials {
    private static final long serialVersionUID = 1;

    private final String service;
    private final Secret token;

    /**
     * @param service id of the service that the token belongs to
     * @param token as the vendor's console shows it once; white space around it is taken off
     * @throws Failure naming the field that is missing or cannot be right; a form shows it, and nothing that was entered is logged
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

        /** What the form says of a stored token; null for a new one, and for users' own. */
        public TokenAge ageOf(WebPaasApiToken stored) {
            return stored == null ? null : TokenHistory.get().ageOf(stored).orElse(null);
        }

        /** The names of all services; and of the current one, if it is no longer configured. */
        @POST
        public ListBoxModel doFillServiceItems(
                @AncestorInPath AccessControlled context, @QueryParameter String service) {
            List<Service> known = mayEdit(context) ? WebPaasConfiguration.get().services() : List.of();
            ListBoxModel services = new ListBoxModel();
            known.forEach(one -> services.add(one.name(), one.id()));
            String current = Util.fixEmptyAndTrim(service);
            if (current != null && known.stream().noneMatch(one -> one.id().equals(current))) {
                services.add(current, current);
            }
            return services;
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
         * What the service says of the token that was typed. It is taken as it was sent: a {@link QueryParameter} would be decrypted, and a
         * stored token then go wherever somebody who can read its encrypted form wants to have it tested.
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

        /** Of the credentials that the page is about: a folder, a user, or else Jenkins. */
        private static AccessControlled owner(AccessControlled context) {
            return context == null ? Jenkins.get() : context;
        }
    }
}
