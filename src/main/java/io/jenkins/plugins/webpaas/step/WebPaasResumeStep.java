package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.api.Resumption;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code webPaasResume}: resumes a paused environment. */
public final class WebPaasResumeStep extends OperationStep {
    @DataBoundConstructor
    public WebPaasResumeStep() {}

    @Override
    Operation operation(StepInput input) {
        return new Resumption();
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {}
}
