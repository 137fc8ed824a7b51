package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.api.Redeployment;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code webPaasRedeploy}: deploys an environment again. */
public final class WebPaasRedeployStep extends OperationStep {
    @DataBoundConstructor
    public WebPaasRedeployStep() {}

    @Override
    Operation operation(StepInput input) {
        return new Redeployment();
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {}
}
