package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.api.Pause;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code webPaasPause}: pauses an environment. */
public final class WebPaasPauseStep extends OperationStep {
    @DataBoundConstructor
    public WebPaasPauseStep() {}

    @Override
    Operation operation(UnaryOperator<String> expand) {
        return new Pause();
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {
        public DescriptorImpl() {
            super("webPaasPause", Messages._WebPaasPauseStep_DisplayName());
        }
    }
}
