package io.jenkins.plugins.webpaas.freestyle;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.Builder;
import java.io.IOException;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** A build step of the plugin, for freestyle jobs. It has a time-out. */
@Restricted(NoExternalUse.class)
public abstract class WebPaasBuilder extends Builder implements SimpleBuildStep {
    private Integer timeout;

    WebPaasBuilder() {}

    public final Integer getTimeout() {
        return timeout;
    }

    /** @param timeout minutes after which the step gives up; 0 for never, null for the time-out of the system configuration */
    @DataBoundSetter
    public final void setTimeout(Integer timeout) {
        this.timeout = timeout;
    }

    /** @param workspace null if the step needs none */
    abstract void run(Run<?, ?> run, FilePath workspace, EnvVars variables, TaskListener listener)
            throws IOException, InterruptedException;

    @Override
    public final void perform(
            Run<?, ?> run, FilePath workspace, EnvVars variables, Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        runAsFreestyle(run, workspace, variables, listener);
    }

    @Override
    public final void perform(Run<?, ?> run, EnvVars variables, TaskListener listener)
            throws IOException, InterruptedException {
        runAsFreestyle(run, null, variables, listener);
    }

    private void runAsFreestyle(Run<?, ?> run, FilePath workspace, EnvVars variables, TaskListener listener)
            throws IOException, InterruptedException {
        refusePipelines(run);
        try {
            run(run, workspace, variables, listener);
        } catch (AbortException e) {
            throw FreestyleBuild.withLabels(e);
        }
    }

    /** Refuses Pipelines, in which a build step holds a thread, does not survive a restart, and returns nothing. */
    private void refusePipelines(Run<?, ?> run) throws AbortException {
        if (!(run instanceof AbstractBuild)) {
            StepBuilderDescriptor descriptor = (StepBuilderDescriptor) getDescriptor();
            throw new AbortException("\"" + descriptor.getDisplayName()
                    + "\" is for freestyle jobs. In a Pipeline, use " + descriptor.stepName());
        }
    }
}
