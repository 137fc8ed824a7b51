package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import hudson.util.FormValidation;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.api.Synchronization;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code webPaasSynchronize}: copies code, data or sizes of resources from an environment's parent to the environment. */
public final class WebPaasSynchronizeStep extends OperationStep {
    /** Replaces the environment's data by the parent's. */
    @DataBoundSetter
    public boolean data;

    /** Merges the parent's commits into the environment. */
    @DataBoundSetter
    public boolean code;

    /** Puts the environment's commits on top of the parent's instead of a merge. */
    @DataBoundSetter
    public boolean rebase;

    /** Replaces the environment's sizes of resources by the parent's. */
    @DataBoundSetter
    public boolean resources;

    @DataBoundConstructor
    public WebPaasSynchronizeStep() {}

    @Override
    Operation operation(StepInput input) {
        return new Synchronization(code, rebase, data, resources);
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {
        /** Reports a step that does nothing, which fails every build. */
        @POST
        public FormValidation doCheckData(
                @QueryParameter boolean value, @QueryParameter boolean code, @QueryParameter boolean resources) {
            return value || code || resources
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.Synchronization_ofNothing());
        }

        @POST
        public FormValidation doCheckRebase(@QueryParameter boolean value, @QueryParameter boolean code) {
            return value && !code ? FormValidation.error(Messages.Rebase_withoutCode()) : FormValidation.ok();
        }
    }
}
