package io.jenkins.plugins.webpaas.step;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import io.jenkins.plugins.webpaas.job.EnclosingLogin;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** A step with a credential, a project and an environment. The parameters that are missing are inherited from the enclosing login, or from the folders of the job. */
@Restricted(NoExternalUse.class)
public abstract class AccountStep extends Step {
    private String credentialsId;
    private String service;
    private String project;
    private String environment;

    public final String getCredentialsId() {
        return credentialsId;
    }

    /** @param credentialsId id of a Web PaaS API token or of a secret text; null or empty to inherit */
    @DataBoundSetter
    public final void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public final String getService() {
        return service;
    }

    /** @param service id of the service that a secret text is for; null or empty for the service of a Web PaaS API token */
    @DataBoundSetter
    public final void setService(String service) {
        this.service = Util.fixEmptyAndTrim(service);
    }

    public final String getProject() {
        return project;
    }

    /** @param project id; null or empty to inherit */
    @DataBoundSetter
    public final void setProject(String project) {
        this.project = Util.fixEmptyAndTrim(project);
    }

    public final String getEnvironment() {
        return environment;
    }

    /** @param environment id, which is the name of its branch, or machine name; null or empty to inherit */
    @DataBoundSetter
    public final void setEnvironment(String environment) {
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    /** Returns the environment that the step acts on; null to inherit. */
    String actsOn() {
        return environment;
    }

    /** Checks the parameters and makes the execution in a Pipeline. */
    protected abstract StepExecution execution(StepContext context, StepInput input)
            throws IOException, InterruptedException;

    @Override
    public final StepExecution start(StepContext context) throws IOException, InterruptedException {
        try {
            return execution(context, StepInput.of(context));
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /**
     * Resolves the parameters of the step.
     *
     * @param login from which the step inherits; null for none
     */
    protected final EffectiveAccount effectiveAccount(StepInput input, EnclosingLogin login)
            throws IOException, InterruptedException {
        return EffectiveAccount.of(
                login, input.run(), input.log(), credentialsId, service, input.field(project), input.field(actsOn()));
    }
}
