package io.jenkins.plugins.webpaas.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import io.jenkins.plugins.webpaas.job.SessionForm;
import io.jenkins.plugins.webpaas.job.WaitOptions;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

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
        this.activities = activities instanceof String id ? Util.fixEmptyAndTrim(id) : activities;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        try {
            EffectiveAccount account = effectiveAccount(context, null);
            WaitOptions options = WaitOptions.of(false, getTimeout(), isCancelOnAbort(), isFailOnError());
            WaitTarget target = activities == null
                    ? WaitTarget.since(
                            context.get(WebPaasBlock.class), account.target().project())
                    : WaitTarget.of(activities, account.target());
            return new WaitExecution(context, account.token(), target, options);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    @Extension
    public static final class DescriptorImpl extends AccountStepDescriptor {

        @POST
        public FormValidation doCheckActivities(@AncestorInPath Item item, @QueryParameter String value) {
            return SessionForm.check(item, Util.fixEmptyAndTrim(value), WaitTarget::checkId);
        }

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
