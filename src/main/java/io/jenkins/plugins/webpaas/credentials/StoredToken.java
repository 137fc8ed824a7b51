package io.jenkins.plugins.webpaas.credentials;

import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.CredentialsStoreAction;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.Util;
import hudson.model.Item;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * An API token and its location in Jenkins.
 *
 * @param place display name of the folder, or of Jenkins itself
 * @param url URL of the token's page, relative to the URL of Jenkins
 */
@Restricted(NoExternalUse.class)
public record StoredToken(WebPaasApiToken token, String place, String url) {

    static StoredToken in(CredentialsStore store, CredentialsStoreAction page, Domain domain, WebPaasApiToken token) {
        String context = store.getContext() instanceof Item item ? item.getUrl() : "manage/";
        String name = domain.getName();
        return new StoredToken(
                token,
                store.getContextDisplayName(),
                context + "credentials/store/" + page.getUrlName() + "/domain/"
                        + (name == null ? "_" : Util.rawEncode(name)) + "/credential/" + Util.rawEncode(token.getId()));
    }
}
