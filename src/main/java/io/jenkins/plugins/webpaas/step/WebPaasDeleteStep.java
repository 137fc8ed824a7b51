package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import io.jenkins.plugins.webpaas.api.Deletion;
import io.jenkins.plugins.webpaas.api.Operation;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code webPaasDelete}: deletes an environment, its data and its branch. */
public final class WebPaasDeleteStep extends DeletionStep {
    @DataBoundConstructor
    public WebPaasDeleteStep() {}

    @Override
    Operation operation(UnaryOperator<String> expand) {
        return new Deletion(allowStaging);
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {
        public DescriptorImpl() {
            super("webPaasDelete", Messages._WebPaasDeleteStep_DisplayName());
        }
    }
}
