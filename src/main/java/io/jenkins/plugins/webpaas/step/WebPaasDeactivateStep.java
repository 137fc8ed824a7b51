package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import io.jenkins.plugins.webpaas.api.Deactivation;
import io.jenkins.plugins.webpaas.api.Operation;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code webPaasDeactivate}: deactivates an environment, whose data is lost. */
public final class WebPaasDeactivateStep extends OperationStep {
    private boolean allowStaging;

    @DataBoundConstructor
    public WebPaasDeactivateStep() {}

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
        return new Deactivation(allowStaging);
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {
        public DescriptorImpl() {
            super("webPaasDeactivate", Messages._WebPaasDeactivateStep_DisplayName());
        }
    }
}
