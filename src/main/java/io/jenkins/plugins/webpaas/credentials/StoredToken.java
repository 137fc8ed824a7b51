package io.jenkins.plugins.webpaas.credentials;

import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.CredentialsStoreAction;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.Util;
import hudson.model.Item;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * An API token, and where it is stored.
 *
 * @param place name of Jenkins or of the folder
 * @param url of its page, relative to that of Jenkins
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
