package io.jenkins.plugins.webpaas.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.job.PipelineStep;
import io.jenkins.plugins.webpaas.job.WaitOptions;
import java.io.IOException;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Waits for all activities that the account of the build's login has started in its environment since the login. */
public final class WebPaasWaitBuilder extends WebPaasBuilder {
    private boolean cancelOnAbort;
    private boolean failOnError = true;

    @DataBoundConstructor
    public WebPaasWaitBuilder() {}

    public boolean isCancelOnAbort() {
        return cancelOnAbort;
    }

    @DataBoundSetter
    public void setCancelOnAbort(boolean cancelOnAbort) {
        this.cancelOnAbort = cancelOnAbort;
    }

    public boolean isFailOnError() {
        return failOnError;
    }

    @DataBoundSetter
    public void setFailOnError(boolean failOnError) {
        this.failOnError = failOnError;
    }

    @Override
    public boolean requiresWorkspace() {
        return false;
    }

    @Override
    void run(Run<?, ?> run, FilePath workspace, EnvVars variables, TaskListener listener)
            throws IOException, InterruptedException {
        SessionAction login = run.getAction(SessionAction.class);
        if (login == null) {
            throw new AbortException(
                    "This step waits for what the build has started since it logged in. Choose \"Log in to"
                            + " Web PaaS\" under Environment");
        }
        WaitOptions options;
        WaitState state;
        try {
            options = WaitOptions.of(false, getTimeout(), cancelOnAbort, failOnError);
            state = login.sinceLogin();
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        new FreestyleWait(new FreestyleBuild(run, listener, login.token()), options).await(state);
    }

    @Extension
    public static final class DescriptorImpl extends StepBuilderDescriptor {
        public DescriptorImpl() {
            super(PipelineStep.WAIT);
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WebPaasWaitBuilder_DisplayName();
        }
    }
}
