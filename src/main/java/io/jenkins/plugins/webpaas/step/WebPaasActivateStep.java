package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import io.jenkins.plugins.webpaas.api.Activation;
import io.jenkins.plugins.webpaas.api.Operation;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code webPaasActivate}: activates an environment, or resumes a paused one. */
public final class WebPaasActivateStep extends OperationStep {
    @DataBoundConstructor
    public WebPaasActivateStep() {}

    @Override
    Operation operation(StepInput input) {
        return new Activation();
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {}
}
