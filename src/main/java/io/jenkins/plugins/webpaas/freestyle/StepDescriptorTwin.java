package io.jenkins.plugins.webpaas.freestyle;

import hudson.model.AbstractProject;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The descriptor of a builder that does what a Pipeline step does: their fields have the same help. */
@Restricted(NoExternalUse.class)
public abstract class StepDescriptorTwin extends BuildStepDescriptor<Builder> implements FreestyleForm {
    private final Class<? extends StepDescriptor> step;

    StepDescriptorTwin(Class<? extends StepDescriptor> step) {
        this.step = step;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public final boolean isApplicable(Class<? extends AbstractProject> jobType) {
        return true;
    }

    /** Name of the Pipeline step, as scripts write it. */
    final String stepName() {
        return Jenkins.get().getDescriptorByType(step).getFunctionName();
    }

    @Override
    public final String getHelpFile(String fieldName) {
        return Jenkins.get().getDescriptorByType(step).getHelpFile(fieldName);
    }
}
