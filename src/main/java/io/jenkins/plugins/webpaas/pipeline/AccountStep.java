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

/** A step that does something as an account; what it does not say itself is as in the block around it. */
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

    /** @param credentialsId id of a Web PaaS API token or of a secret text; null or empty for that of the enclosing block */
    @DataBoundSetter
    public final void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public final String getService() {
        return service;
    }

    /** @param service id of the service that a secret text is for; null or empty for that of a Web PaaS API token */
    @DataBoundSetter
    public final void setService(String service) {
        this.service = Util.fixEmptyAndTrim(service);
    }

    public final String getProject() {
        return project;
    }

    /** @param project id; null or empty for that of the enclosing block */
    @DataBoundSetter
    public final void setProject(String project) {
        this.project = Util.fixEmptyAndTrim(project);
    }

    public final Integer getTimeout() {
        return timeout;
    }

    /** @param timeout after how many minutes the step gives up; 0 for never, null for what the system configuration says */
    @DataBoundSetter
    public final void setTimeout(Integer timeout) {
        this.timeout = timeout;
    }

    /**
     * @param environment as the step says; null if it does not
     * @throws IllegalArgumentException naming the parameter that is missing or cannot be right
     */
    final EffectiveAccount inherited(StepContext context, String environment) throws IOException, InterruptedException {
        WebPaasBlock block = context.get(WebPaasBlock.class);
        EffectiveAccount outer = block == null ? null : new EffectiveAccount(block.token(), block.target());
        return EffectiveAccount.of(outer, credentialsId, service, project, environment);
    }

    /** What these steps have in common with all that act as an account. */
    public abstract static class AccountStepDescriptor extends StepDescriptor implements AccountForm {

        /** Jenkins itself would leave a time-out out that is no whole number. */
        @Override
        public Step newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            try {
                WholeNumber.check("timeout", form);
            } catch (IllegalArgumentException e) {
                throw new InvalidFormException(e.getMessage());
            }
            return super.newInstance(request, form);
        }

        /** Neither launcher nor workspace: no node is needed, and a block may stand in the options of a Declarative Pipeline. */
        @Override
        public final Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
