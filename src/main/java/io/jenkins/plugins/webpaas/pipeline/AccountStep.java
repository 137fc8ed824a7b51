package io.jenkins.plugins.webpaas.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.config.WholeNumber;
import io.jenkins.plugins.webpaas.job.AccountForm;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import java.io.IOException;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** A step that acts with a credential. The parameters that are missing are inherited from the enclosing {@code withWebPaas}. */
@Restricted(NoExternalUse.class)
public abstract class AccountStep extends Step {
    private String credentialsId;
    private String service;
    private String project;
    private Integer timeout;

    AccountStep() {}

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

    public final Integer getTimeout() {
        return timeout;
    }

    /** @param timeout minutes after which the step gives up; 0 for never, null for the time-out of the system configuration */
    @DataBoundSetter
    public final void setTimeout(Integer timeout) {
        this.timeout = timeout;
    }

    /**
     * Resolves the parameters of the step.
     *
     * @param environment of the step; null to inherit
     * @throws IllegalArgumentException naming the parameter that is missing or invalid
     */
    final EffectiveAccount effectiveAccount(StepContext context, String environment)
            throws IOException, InterruptedException {
        WebPaasBlock block = context.get(WebPaasBlock.class);
        EffectiveAccount outer = block == null ? null : new EffectiveAccount(block.token(), block.target());
        return EffectiveAccount.of(outer, credentialsId, service, project, environment);
    }

    /** The descriptor of a step with a credential. */
    public abstract static class AccountStepDescriptor extends StepDescriptor implements AccountForm {

        /** Refuses a time-out that is no whole number, which Jenkins itself ignores. */
        @Override
        public Step newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            try {
                WholeNumber.check("timeout", form);
            } catch (IllegalArgumentException e) {
                throw new InvalidFormException(e.getMessage());
            }
            return super.newInstance(request, form);
        }

        /** Requires no node, so that {@code withWebPaas} may stand in the options of a Declarative Pipeline. */
        @Override
        public final Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
