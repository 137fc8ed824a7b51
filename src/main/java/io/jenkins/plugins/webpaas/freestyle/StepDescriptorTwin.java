package io.jenkins.plugins.webpaas.freestyle;

import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.build.SessionForm;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The descriptor of a builder that does what a Pipeline step does: their fields have the same help. */
public abstract class StepDescriptorTwin extends BuildStepDescriptor<Builder> {
    private final Class<? extends StepDescriptor> step;

    StepDescriptorTwin(Class<? extends StepDescriptor> step) {
        this.step = step;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public final boolean isApplicable(Class<? extends AbstractProject> jobType) {
        return true;
    }

    @Override
    public final String getHelpFile(String fieldName) {
        return Jenkins.get().getDescriptorByType(step).getHelpFile(fieldName);
    }

    @POST
    public final ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String credentialsId) {
        return SessionForm.apiTokens(item, credentialsId);
    }
}
