package io.jenkins.plugins.webpaas.job;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Shows the environments that a job's last successful build has deployed, on the job's page. */
@Restricted(NoExternalUse.class)
public final class DeploymentsAction extends InvisibleAction {
    private final Run<?, ?> run;
    private final List<EnvironmentState> environments;

    /** @param environments not empty; each has an address */
    DeploymentsAction(Run<?, ?> run, List<EnvironmentState> environments) {
        this.run = run;
        this.environments = environments;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    public List<EnvironmentState> getEnvironments() {
        return environments;
    }
}
