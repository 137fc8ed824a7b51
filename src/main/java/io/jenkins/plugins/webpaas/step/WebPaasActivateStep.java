package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import io.jenkins.plugins.webpaas.api.Activation;
import io.jenkins.plugins.webpaas.api.Operation;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code webPaasActivate}: activates an environment, or resumes a paused one. */
public final class WebPaasActivateStep extends OperationStep {
    @DataBoundConstructor
    public WebPaasActivateStep() {}

    @Override
    Operation operation(UnaryOperator<String> expand) {
        return new Activation();
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {
        public DescriptorImpl() {
            super("webPaasActivate", Messages._WebPaasActivateStep_DisplayName());
        }
    }
}
