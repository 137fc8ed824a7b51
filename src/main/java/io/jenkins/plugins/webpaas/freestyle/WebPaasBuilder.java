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

/** A build step that gives up after some time. */
@Restricted(NoExternalUse.class)
public abstract class WebPaasBuilder extends Builder implements SimpleBuildStep {
    private Integer timeout;

    WebPaasBuilder() {}

    public final Integer getTimeout() {
        return timeout;
    }

    /** @param timeout after how many minutes the step gives up; 0 for never, null for what the system configuration says */
    @DataBoundSetter
    public final void setTimeout(Integer timeout) {
        this.timeout = timeout;
    }

    /** @param workspace null without one */
    abstract void act(Run<?, ?> run, FilePath workspace, EnvVars variables, TaskListener listener)
            throws IOException, InterruptedException;

    @Override
    public final void perform(
            Run<?, ?> run, FilePath workspace, EnvVars variables, Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        actAsFreestyle(run, workspace, variables, listener);
    }

    @Override
    public final void perform(Run<?, ?> run, EnvVars variables, TaskListener listener)
            throws IOException, InterruptedException {
        actAsFreestyle(run, null, variables, listener);
    }

    private void actAsFreestyle(Run<?, ?> run, FilePath workspace, EnvVars variables, TaskListener listener)
            throws IOException, InterruptedException {
        refusePipelines(run);
        try {
            act(run, workspace, variables, listener);
        } catch (AbortException e) {
            throw FreestyleBuild.labelled(e);
        }
    }

    /** A build step in a Pipeline holds a thread, does not survive a restart, and returns nothing. */
    private void refusePipelines(Run<?, ?> run) throws AbortException {
        if (!(run instanceof AbstractBuild)) {
            StepBuilderDescriptor descriptor = (StepBuilderDescriptor) getDescriptor();
            throw new AbortException("\"" + descriptor.getDisplayName()
                    + "\" is for freestyle jobs. In a Pipeline, use " + descriptor.stepName());
        }
    }
}
