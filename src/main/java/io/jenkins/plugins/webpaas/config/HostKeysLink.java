package io.jenkins.plugins.webpaas.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.ManagementLink;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.session.HostKeys;
import java.util.List;
import java.util.function.Predicate;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The page under <em>Manage Jenkins</em> where administrators see and delete remembered host keys. */
@Extension
@Symbol("webPaasHostKeys")
@Restricted(NoExternalUse.class)
public final class HostKeysLink extends ManagementLink {

    @Override
    public String getIconFileName() {
        return "symbol-key";
    }

    @Override
    public String getDisplayName() {
        return Messages.HostKeysLink_DisplayName();
    }

    @Override
    public String getDescription() {
        return Messages.HostKeysLink_Description();
    }

    @Override
    public String getUrlName() {
        return "webpaas-host-keys";
    }

    @Override
    @NonNull
    public Category getCategory() {
        return Category.SECURITY;
    }

    /** Returns the ids of the services with remembered keys. */
    public List<String> getServices() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return RememberedHostKeys.get().services();
    }

    /** Returns the display name of a service; the id if the service is no longer configured. */
    public String nameOf(String service) {
        return WebPaasConfiguration.get().service(service).map(Service::name).orElse(service);
    }

    public List<RememberedHostKey> keysOf(String service) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return RememberedHostKeys.get().keys(service);
    }

    public int getMost() {
        return HostKeys.MAX_OF_SERVICE;
    }

    @RequirePOST
    public HttpResponse doDelete(@QueryParameter String service, @QueryParameter String host) {
        return forget(service, key -> key.getHost().equals(host));
    }

    @RequirePOST
    public HttpResponse doDeleteAll(@QueryParameter String service) {
        return forget(service, key -> true);
    }

    private static HttpResponse forget(String service, Predicate<RememberedHostKey> filter) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        RememberedHostKeys.get().forget(service, filter);
        return HttpResponses.redirectToDot();
    }
}
