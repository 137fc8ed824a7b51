package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import io.jenkins.plugins.webpaas.api.Merge;
import io.jenkins.plugins.webpaas.api.Operation;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code webPaasMerge}: merges the code of an environment into its parent. */
public final class WebPaasMergeStep extends OperationStep {
    @DataBoundConstructor
    public WebPaasMergeStep() {}

    @Override
    Operation operation(StepInput input) {
        return new Merge();
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {}
}
