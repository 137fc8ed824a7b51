package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.job.ActivitiesAction;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import java.io.IOException;
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
    private String commit;

    @DataBoundConstructor
    public WebPaasWaitStep() {}

    public Object getActivities() {
        return activities;
    }

    /**
     * @param activities what another step returned, the id of an activity, or a list of such; null for all that this account
     *     has started in the block's environment since the block began, without those whose end the build log has reported
     */
    @DataBoundSetter
    public void setActivities(Object activities) {
        this.activities = activities instanceof String id ? Util.fixEmptyAndTrim(id) : activities;
    }

    public String getCommit() {
        return commit;
    }

    /** @param commit id of the commit whose deployment the step waits for, perhaps abbreviated; null or empty for any commit */
    @DataBoundSetter
    public void setCommit(String commit) {
        this.commit = Util.fixEmptyAndTrim(commit);
    }

    @Override
    protected StepExecution execution(StepContext context, StepInput input) throws IOException, InterruptedException {
        EffectiveAccount account = effectiveAccount(input, input.login());
        return new WaitExecution(context, account.token(), target(account, input), waitOptions(false));
    }

    @Override
    Work prepare(StepInput input) throws IOException, InterruptedException {
        EffectiveAccount account = effectiveAccount(input, input.login());
        WaitTarget target = target(account, input);
        return new FreestyleExecution(
                input.freestyleBuild(account.token()),
                input.login(),
                waitOptions(false),
                part -> target.started(),
                target::changesAddresses);
    }

    private WaitTarget target(EffectiveAccount account, StepInput input) {
        boolean isForDeployment = getEnvironment() != null || commit != null;
        if (activities != null && isForDeployment) {
            throw new IllegalArgumentException("activities: cannot be named together with "
                    + (commit == null ? "environment" : "commit") + ". Leave one of them out");
        }
        if (isForDeployment) {
            return WaitTarget.ofDeployment(account.target(), input.field(commit));
        }
        return activities == null
                ? WaitTarget.since(input.login(), account.target().project(), ActivitiesAction.reported(input.run()))
                : WaitTarget.of(activities, account.target());
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {
        @POST
        public FormValidation doCheckActivities(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, Util.fixEmptyAndTrim(value), WaitTarget::checkId);
        }

        @POST
        public FormValidation doCheckCommit(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, literal(item, value), WaitState::checkCommit);
        }
    }
}
