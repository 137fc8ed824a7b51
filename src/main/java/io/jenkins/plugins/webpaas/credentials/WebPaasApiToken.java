package io.jenkins.plugins.webpaas.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Computer;
import hudson.model.Failure;
import hudson.security.AccessControlled;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.api.Project;
import io.jenkins.plugins.webpaas.api.User;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.Sleeper;
import io.jenkins.plugins.webpaas.concurrent.Futures;
import io.jenkins.plugins.webpaas.config.FieldLabels;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import io.jenkins.plugins.webpaas.credentials.TokenHistory.TokenAge;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.service.Service;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
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

    /** The encrypted form of a secret, which only the same Jenkins can decrypt. */
    private static final Pattern ENCRYPTED = Pattern.compile("\\{AQAA[A-Za-z0-9+/]+=*}");

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
            checkKey(this.token.getPlainText());
            ApiToken.check(this.token.getPlainText());
        } catch (InvalidFieldException e) {
            throw new Failure(e.getMessage());
        }
    }

    /**
     * Checks that an encrypted token is from this Jenkins. Accepts a token that is not encrypted.
     *
     * @throws InvalidFieldException if another Jenkins encrypted the token
     */
    private static void checkKey(String token) {
        if (ENCRYPTED.matcher(token).matches() && Secret.decrypt(token) == null) {
            throw new InvalidFieldException("token", "token.foreign");
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
        /** The text that Jenkins puts into a form for a stored secret: encrypted, or stars for users without permission. */
        private static final Pattern UNCHANGED = Pattern.compile("\\{[A-Za-z0-9+/=]+}|\\*+");

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
            return WebPaasConfiguration.get().serviceItems(mayEdit(context), service);
        }

        @POST
        public FormValidation doCheckService(@AncestorInPath AccessControlled context, @QueryParameter String value) {
            return mayEdit(context) ? checkService(value) : FormValidation.ok();
        }

        /** @param id the selected service; empty while the form has not filled its list yet */
        private static FormValidation checkService(String id) {
            return id == null || id.isBlank() ? FormValidation.ok() : FieldLabels.check(() -> ApiTokens.configured(id));
        }

        @POST
        public FormValidation doCheckToken(@AncestorInPath AccessControlled context, HttpServletRequest request) {
            return mayEdit(context) ? checkToken(request.getParameter("value")) : FormValidation.ok();
        }

        /**
         * Checks the text in the field. Of a stored token, checks only that this Jenkins has encrypted it.
         *
         * @param typed null if the request has no text
         */
        static FormValidation checkToken(String typed) {
            return FieldLabels.check(() -> {
                if (isUnchanged(typed)) {
                    checkKey(typed.strip());
                } else {
                    ApiToken.check(typed == null ? null : typed.strip());
                }
            });
        }

        private static boolean isUnchanged(String typed) {
            return typed != null && UNCHANGED.matcher(typed.strip()).matches();
        }

        /**
         * Shows the owner of the token in the form, or the reason why the token is unusable. Sends the token only to a configured service.
         * The token is no {@link QueryParameter}, since Jenkins would decrypt one: a user who can read the encrypted form of a stored token
         * could then send that token to a service of their choice.
         */
        @POST
        public FormValidation doTestToken(
                @AncestorInPath AccessControlled context, @QueryParameter String service, HttpServletRequest request) {
            owner(context).checkAnyPermission(CredentialsProvider.CREATE, CredentialsProvider.UPDATE);
            Optional<Service> configured = WebPaasConfiguration.get().service(service);
            if (configured.isEmpty()) {
                return checkService(service);
            }
            String typed = request.getParameter("token");
            if (typed == null || typed.isBlank() || isUnchanged(typed)) {
                return FormValidation.error(Messages.WebPaasApiToken_TypeToken());
            }
            try {
                return showOwner(WebPaasRuntime.client().anew(new ApiToken(configured.get(), typed.strip())));
            } catch (InvalidFieldException e) {
                return FieldLabels.error(e);
            } catch (IOException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        private static FormValidation showOwner(WebPaasApi api) throws IOException {
            api.accessToken(); // for both requests
            Future<List<Project>> list = Computer.threadPoolForRemoting.submit(api::projects);
            User user = api.me();
            String account = user.username() == null ? user.id() : user.username();
            String name = user.email() == null ? account : account + " (" + user.email() + ")";
            List<Project> projects;
            try {
                projects = Futures.of(list);
            } catch (InterruptedException e) {
                throw Sleeper.interrupted("Interrupted while the projects were listed");
            } catch (IOException e) {
                return FormValidation.warning(Messages.WebPaasApiToken_NoList(name, e.getMessage()));
            }
            return projects.isEmpty()
                    ? FormValidation.warning(Messages.WebPaasApiToken_NoProjects(name))
                    : FormValidation.ok(Messages.WebPaasApiToken_Good(name, projects.size()));
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
