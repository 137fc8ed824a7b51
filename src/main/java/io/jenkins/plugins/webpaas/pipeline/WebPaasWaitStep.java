package io.jenkins.plugins.webpaas.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import io.jenkins.plugins.webpaas.build.Inherited;
import io.jenkins.plugins.webpaas.build.WaitOptions;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code webPaasWait}: waits for activities that were started without waiting. */
public final class WebPaasWaitStep extends ActivityStep {
    private Object activities;

    @DataBoundConstructor
    public WebPaasWaitStep() {}

    public Object getActivities() {
        return activities;
    }

    /**
     * @param activities what another step returned, the id of an activity, or a list of such; null for all that this account
     *     has started in the block's environment since the block began
     */
    @DataBoundSetter
    public void setActivities(Object activities) {
        this.activities = activities == null || "".equals(activities) ? null : activities;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        try {
            Inherited inherited = inherited(context, null);
            WaitOptions options = WaitOptions.of(false, getTimeout(), isCancelOnAbort(), isFailOnError());
            Wanted wanted = activities == null
                    ? Wanted.since(
                            context.get(WebPaasBlock.class), inherited.target().project())
                    : Wanted.of(activities, inherited.target());
            return new WaitExecution(context, inherited.token(), wanted, options);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    @Extension
    public static final class DescriptorImpl extends AccountStepDescriptor {

        @Override
        public String getFunctionName() {
            return "webPaasWait";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WebPaasWaitStep_DisplayName();
        }
    }
}
