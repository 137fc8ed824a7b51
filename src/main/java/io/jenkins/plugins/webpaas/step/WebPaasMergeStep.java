package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import io.jenkins.plugins.webpaas.api.Merge;
import io.jenkins.plugins.webpaas.api.Operation;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code webPaasMerge}: merges the code of an environment into its parent. */
public final class WebPaasMergeStep extends OperationStep {
    @DataBoundConstructor
    public WebPaasMergeStep() {}

    @Override
    Operation operation(UnaryOperator<String> expand) {
        return new Merge();
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {
        public DescriptorImpl() {
            super("webPaasMerge", Messages._WebPaasMergeStep_DisplayName());
        }
    }
}
