package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import io.jenkins.plugins.webpaas.api.Operation;
import io.jenkins.plugins.webpaas.api.Resumption;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code webPaasResume}: resumes a paused environment. */
public final class WebPaasResumeStep extends OperationStep {
    @DataBoundConstructor
    public WebPaasResumeStep() {}

    @Override
    Operation operation(UnaryOperator<String> expand) {
        return new Resumption();
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {
        public DescriptorImpl() {
            super("webPaasResume", Messages._WebPaasResumeStep_DisplayName());
        }
    }
}
