package io.jenkins.plugins.webpaas.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.Project;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.webpaas.job.EnclosingLogin;
import io.jenkins.plugins.webpaas.job.FreestyleBuild;
import io.jenkins.plugins.webpaas.step.StepInput;
import io.jenkins.plugins.webpaas.step.WebPaasPushStep;
import io.jenkins.plugins.webpaas.step.WebPaasStep;
import io.jenkins.plugins.webpaas.step.WebPaasStep.InvalidFormException;
import io.jenkins.plugins.webpaas.step.WebPaasStep.WebPaasStepDescriptor;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.tasks.SimpleBuildStep;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Runs a step of the plugin in a freestyle job. The step's fields may contain build variables. The fields that are empty are inherited from the job's login.
 *
 * <pre>{@code
 * WebPaasBackupStep backup = new WebPaasBackupStep();
 * backup.setEnvironment("$BRANCH");
 * job.getBuildersList().add(new WebPaasBuilder(backup));
 * }</pre>
 */
public final class WebPaasBuilder extends Builder implements SimpleBuildStep {
    private final WebPaasStep step;

    /** @param step not null */
    @DataBoundConstructor
    public WebPaasBuilder(WebPaasStep step) {
        this.step = step;
    }

    public WebPaasStep getStep() {
        return step;
    }

    /** Tells whether a build step of a job can create an environment by a push. */
    static boolean pushesIn(Run<?, ?> run) {
        return run.getParent() instanceof Project<?, ?> project
                && project.getBuilders().stream()
                        .anyMatch(builder ->
                                builder instanceof WebPaasBuilder step && step.step instanceof WebPaasPushStep);
    }

    @Override
    public boolean requiresWorkspace() {
        return step.needsWorkspace();
    }

    @Override
    public void perform(Run<?, ?> run, FilePath workspace, EnvVars variables, Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        run(run, workspace, launcher, variables, listener);
    }

    @Override
    public void perform(Run<?, ?> run, EnvVars variables, TaskListener listener)
            throws IOException, InterruptedException {
        run(run, null, null, variables, listener);
    }

    private void run(Run<?, ?> run, FilePath workspace, Launcher launcher, EnvVars variables, TaskListener listener)
            throws IOException, InterruptedException {
        if (!(run instanceof AbstractBuild)) {
            // In a Pipeline, a build step would hold a thread, not survive a restart, and return nothing.
            throw new AbortException("\"" + getDescriptor().getDisplayName()
                    + "\" is for freestyle jobs. In a Pipeline, use "
                    + ((StepDescriptor) step.getDescriptor()).getFunctionName());
        }
        SessionAction session = run.getAction(SessionAction.class);
        EnclosingLogin login = session == null ? null : session.login();
        try {
            step.run(new StepInput(run, listener, login, variables, workspace, launcher));
        } catch (AbortException e) {
            throw FreestyleBuild.withLabels(e);
        }
    }

    @Extension
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WebPaasBuilder_DisplayName();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        /** Returns the descriptors of the steps that a build step can run. */
        public List<WebPaasStepDescriptor> getStepDescriptors() {
            return ExtensionList.lookup(WebPaasStepDescriptor.class).stream()
                    .filter(step -> !step.isLogin())
                    .sorted(Comparator.comparing(WebPaasStepDescriptor::getDisplayName))
                    .toList();
        }

        /** Makes the step by its own descriptor. Jenkins would fall back to another way if the descriptor refused the form. */
        @Override
        public Builder newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            JSONObject step = form.getJSONObject("step");
            StepDescriptor descriptor = (StepDescriptor) Jenkins.get().getDescriptor(step.getString("$class"));
            try {
                return new WebPaasBuilder((WebPaasStep) descriptor.newInstance(request, step));
            } catch (InvalidFormException e) {
                throw new FormException(e, "step");
            }
        }
    }
}
