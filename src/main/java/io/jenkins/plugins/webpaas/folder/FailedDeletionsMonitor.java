package io.jenkins.plugins.webpaas.folder;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Warns administrators of environments that could not be deleted after their branches. */
@Extension
@Symbol("webPaasFailedDeletions")
@Restricted(NoExternalUse.class)
public final class FailedDeletionsMonitor extends AdministrativeMonitor {

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
