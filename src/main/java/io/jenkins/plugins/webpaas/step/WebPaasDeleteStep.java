package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import io.jenkins.plugins.webpaas.api.Deletion;
import io.jenkins.plugins.webpaas.api.Operation;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code webPaasDelete}: deletes an environment, its data and its branch. */
public final class WebPaasDeleteStep extends DeletionStep {
    @DataBoundConstructor
    public WebPaasDeleteStep() {}

    @Override
    Operation operation(StepInput input) {
        return new Deletion(allowStaging);
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {}
}
