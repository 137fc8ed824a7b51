package io.jenkins.plugins.webpaas.config;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Tells administrators of stored services that are left out, since they cannot be used as they are. */
@Extension
@Symbol("webPaasInvalidServices")
@Restricted(NoExternalUse.class)
public final class InvalidServicesMonitor extends AdministrativeMonitor {

    @Override
    public String getDisplayName() {
        return Messages.InvalidServicesMonitor_DisplayName();
    }

    @Override
    public boolean isActivated() {
        return !getProblems().isEmpty();
    }

    /** A sentence for each service, which names the service and the field. */
    public List<String> getProblems() {
        return WebPaasConfiguration.get().problems().stream()
                .map(ServiceProblem::say)
                .toList();
    }
}
