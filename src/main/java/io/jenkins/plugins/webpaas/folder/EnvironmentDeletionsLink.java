package io.jenkins.plugins.webpaas.folder;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import hudson.model.ManagementLink;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The page under <em>Manage Jenkins</em> where administrators see which environments are and were deleted after their branches. */
@Extension
@Symbol("webPaasDeletions")
@Restricted(NoExternalUse.class)
public final class EnvironmentDeletionsLink extends ManagementLink {

    @Override
    public String getIconFileName() {
        return "symbol-trash";
    }

    @Override
    public String getDisplayName() {
        return Messages.EnvironmentDeletionsLink_DisplayName();
    }

    @Override
    public String getDescription() {
        return Messages.EnvironmentDeletionsLink_Description();
    }

    @Override
    public String getUrlName() {
        return "webpaas-deletions";
    }

    @Override
    @NonNull
    public Category getCategory() {
        return Category.STATUS;
    }

    /** Returns the deletions that have not ended. */
    public List<EnvironmentDeletionState> getPending() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return EnvironmentDeletions.get().pending();
    }

    /** Returns the deletions that have ended, the newest first. */
    public List<EnvironmentDeletionState> getEnded() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return EnvironmentDeletions.get().ended();
    }

    public int getMost() {
        return EnvironmentDeletions.MAX_ENDED;
    }

    @RequirePOST
    public HttpResponse doKeep(@QueryParameter String id) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        EnvironmentDeletions.get().keep(id);
        return HttpResponses.redirectToDot();
    }

    @RequirePOST
    public HttpResponse doTryAgain(@QueryParameter String id) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        EnvironmentDeletions.get().beginAgain(id);
        EnvironmentDeleter.get().runSoon();
        return HttpResponses.redirectToDot();
    }

    @RequirePOST
    public HttpResponse doRemove(@QueryParameter String id) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        EnvironmentDeletions.get().remove(id);
        return HttpResponses.redirectToDot();
    }

    /** Warns administrators of environments that could not be deleted after their branches. */
    @Extension
    @Symbol("webPaasFailedDeletions")
    public static final class FailedDeletionsMonitor extends AdministrativeMonitor {

        @Override
        public String getDisplayName() {
            return Messages.FailedDeletionsMonitor_DisplayName();
        }

        @Override
        public boolean isActivated() {
            return !EnvironmentDeletions.get().failed().isEmpty();
        }

        public List<EnvironmentDeletionState> getFailed() {
            return EnvironmentDeletions.get().failed();
        }
    }
}
