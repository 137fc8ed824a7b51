package io.jenkins.plugins.webpaas.step;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import io.jenkins.plugins.webpaas.job.EnclosingLogin;
import io.jenkins.plugins.webpaas.job.SessionForm;
import java.io.IOException;
import java.util.function.UnaryOperator;
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
            EnclosingLogin login = context.get(EnclosingLogin.class);
            EffectiveAccount account = effectiveAccount(login, null, UnaryOperator.identity());
            return new WaitExecution(context, account.token(), target(login, account), waitOptions(false));
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    @Override
    public void run(FreestyleContext context) throws IOException, InterruptedException {
        EffectiveAccount account;
        WaitTarget target;
        WaitOptions options;
        try {
            account = effectiveAccount(context.login(), null, context::expand);
            target = target(context.login(), account);
            options = waitOptions(false);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        new FreestyleWait(context.build(account.token()), options).await(target.state());
    }

    private WaitTarget target(EnclosingLogin login, EffectiveAccount account) {
        return activities == null
                ? WaitTarget.since(login, account.target().project())
                : WaitTarget.of(activities, account.target());
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {
        public DescriptorImpl() {
            super("webPaasWait", Messages._WebPaasWaitStep_DisplayName());
        }

        @POST
        public FormValidation doCheckActivities(@AncestorInPath Item item, @QueryParameter String value) {
            return SessionForm.check(item, Util.fixEmptyAndTrim(value), WaitTarget::checkId);
        }
    }
}
