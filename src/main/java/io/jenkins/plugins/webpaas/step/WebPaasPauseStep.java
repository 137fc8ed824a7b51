package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.api.Pause;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code webPaasPause}: pauses an environment. */
public final class WebPaasPauseStep extends OperationStep {
    @DataBoundConstructor
    public WebPaasPauseStep() {}

    @Override
    Operation operation(StepInput input) {
        return new Pause();
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {}
}
