package io.jenkins.plugins.webpaas.credentials;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;
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
     * @param token as the vendor's console shows it once
     */
    @DataBoundConstructor
    public WebPaasApiToken(CredentialsScope scope, String id, String description, String service, Secret token) {
        super(scope, id, description);
        this.service = service;
        this.token = token;
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

        /** The names of all services; whoever sees the form may know them. */
        @POST
        public ListBoxModel doFillServiceItems() {
            ListBoxModel services = new ListBoxModel();
            WebPaasConfiguration.get().services().forEach(service -> services.add(service.name(), service.id()));
            return services;
        }
    }
}
