package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import io.jenkins.plugins.webpaas.api.Deletion;
import io.jenkins.plugins.webpaas.api.Operation;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code webPaasDelete}: deletes an environment, its data and its branch. */
public final class WebPaasDeleteStep extends OperationStep {
    private boolean allowStaging;

    @DataBoundConstructor
    public WebPaasDeleteStep() {}

    public boolean isAllowStaging() {
        return allowStaging;
    }

    /** @param allowStaging whether the environment may be of the type staging */
    @DataBoundSetter
    public void setAllowStaging(boolean allowStaging) {
        this.allowStaging = allowStaging;
    }

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
