package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import io.jenkins.plugins.webpaas.api.Deactivation;
import io.jenkins.plugins.webpaas.api.Operation;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code webPaasDeactivate}: deactivates an environment, whose data is lost. */
public final class WebPaasDeactivateStep extends DeletionStep {
    @DataBoundConstructor
    public WebPaasDeactivateStep() {}

    @Override
    Operation operation(StepInput input) {
        return new Deactivation(allowStaging);
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {}
}
