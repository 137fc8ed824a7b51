package io.jenkins.plugins.webpaas.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.config.WholeNumber;
import io.jenkins.plugins.webpaas.job.AccountForm;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import io.jenkins.plugins.webpaas.job.EnclosingLogin;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jvnet.localizer.Localizable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * A step that acts with a credential. The parameters that are missing are inherited from the enclosing login, or from the folders of the job. A Pipeline calls {@link #start}; a freestyle
 * build calls {@link #run}, with the same parameters, form and help.
 */
@Restricted(NoExternalUse.class)
public abstract class WebPaasStep extends Step {
    private String credentialsId;
    private String service;
    private String project;
    private Integer timeout;

    WebPaasStep() {}

    /**
     * Runs the step in a freestyle build. Returns when the step is over.
     *
     * @throws AbortException if the step fails
     */
    public abstract void run(FreestyleContext context) throws IOException, InterruptedException;

    /** Tells whether the step needs a workspace in a freestyle build. */
    public boolean needsWorkspace() {
        return false;
    }

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
     * Resolves the parameters of the step in a Pipeline.
     *
     * @param login around the step; null for none
     * @param environment of the step; null to inherit
     * @throws IllegalArgumentException naming the parameter that is missing or invalid
     */
    final EffectiveAccount effectiveAccount(StepContext context, EnclosingLogin login, String environment)
            throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        return EffectiveAccount.of(login, run.getParent(), credentialsId, service, project, environment)
                .withOriginsIn(run, context.get(TaskListener.class));
    }

    /**
     * Resolves the parameters of the step in a freestyle build, whose variables they may contain.
     *
     * @param login around the step; null for none
     * @param environment of the step; null to inherit
     * @throws IllegalArgumentException naming the parameter that is missing or invalid
     */
    final EffectiveAccount effectiveAccount(FreestyleContext context, EnclosingLogin login, String environment)
            throws IOException, InterruptedException {
        return EffectiveAccount.of(
                        login,
                        context.run().getParent(),
                        credentialsId,
                        service,
                        expand(project, context::expand),
                        expand(environment, context::expand))
                .withOriginsIn(context.run(), context.log());
    }

    static String expand(String field, UnaryOperator<String> expand) {
        return Util.fixEmptyAndTrim(expand.apply(field));
    }

    /** The descriptor of a step with a credential. */
    public abstract static class WebPaasStepDescriptor extends StepDescriptor implements AccountForm {
        /** The parameters that tell what a step does, and then where. */
        private static final List<String> SHOWN =
                List.of("operation", "command", "name", "backup", "environment", "commit");

        private final String functionName;
        private final Localizable displayName;

        protected WebPaasStepDescriptor(String functionName, Localizable displayName) {
            this.functionName = functionName;
            this.displayName = displayName;
        }

        @Override
        public final String getFunctionName() {
            return functionName;
        }

        @Override
        @NonNull
        public final String getDisplayName() {
            return displayName.toString();
        }

        /** Returns the text beside the step in views of Pipelines: what the step does and where, as far as the script names it. */
        @Override
        public String argumentsToString(@NonNull Map<String, Object> arguments) {
            String shown = SHOWN.stream()
                    .map(arguments::get)
                    .filter(CharSequence.class::isInstance)
                    .map(Object::toString)
                    .collect(Collectors.joining(", "));
            return shown.isEmpty() ? null : shown;
        }

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
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
