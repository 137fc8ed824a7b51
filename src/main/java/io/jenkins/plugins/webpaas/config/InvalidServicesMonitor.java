package io.jenkins.plugins.webpaas.config;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Warns administrators of stored services that are ignored because their settings are invalid. */
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

    /** Returns a sentence for each ignored service, with the names of the service and the field. */
    public List<String> getProblems() {
        return WebPaasConfiguration.get().problems().stream()
                .map(ServiceProblem::say)
                .toList();
    }
}
