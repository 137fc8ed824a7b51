package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import hudson.util.FormValidation;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.api.Synchronization;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code webPaasSynchronize}: copies code, data or sizes of resources from an environment's parent to the environment. */
public final class WebPaasSynchronizeStep extends OperationStep {
    private boolean data;
    private boolean code;
    private boolean rebase;
    private boolean resources;

    @DataBoundConstructor
    public WebPaasSynchronizeStep() {}

    public boolean isData() {
        return data;
    }

    /** @param data whether the parent's data replaces the environment's */
    @DataBoundSetter
    public void setData(boolean data) {
        this.data = data;
    }

    public boolean isCode() {
        return code;
    }

    /** @param code whether the parent's commits are merged into the environment */
    @DataBoundSetter
    public void setCode(boolean code) {
        this.code = code;
    }

    public boolean isRebase() {
        return rebase;
    }

    /** @param rebase whether the environment's commits are put on top of the parent's instead of a merge */
    @DataBoundSetter
    public void setRebase(boolean rebase) {
        this.rebase = rebase;
    }

    public boolean isResources() {
        return resources;
    }

    /** @param resources whether the parent's sizes of resources replace the environment's */
    @DataBoundSetter
    public void setResources(boolean resources) {
        this.resources = resources;
    }

    @Override
    Operation operation(UnaryOperator<String> expand) {
        return new Synchronization(code, rebase, data, resources);
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {
        public DescriptorImpl() {
            super("webPaasSynchronize", Messages._WebPaasSynchronizeStep_DisplayName());
        }

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
