package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.job.ActivitiesAction;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import io.jenkins.plugins.webpaas.job.EnclosingLogin;
import io.jenkins.plugins.webpaas.job.FreestyleBuild;
import io.jenkins.plugins.webpaas.job.OperationResult;
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
    protected StepExecution execution(StepContext context) throws IOException, InterruptedException {
        EnclosingLogin login = context.get(EnclosingLogin.class);
        EffectiveAccount account = effectiveAccount(context, login);
        WaitTarget target = target(context.get(Run.class), login, account, UnaryOperator.identity());
        return new WaitExecution(context, account.token(), target, waitOptions(false));
    }

    @Override
    Work prepare(FreestyleContext context) throws IOException, InterruptedException {
        EffectiveAccount account = effectiveAccount(context, context.login());
        WaitTarget target = target(context.run(), context.login(), account, context::expand);
        WaitOptions options = waitOptions(false);
        return () -> run(context, context.build(account.token()), target, options);
    }

    private static void run(FreestyleContext context, FreestyleBuild build, WaitTarget target, WaitOptions options)
            throws IOException, InterruptedException {
        FreestyleWait wait = new FreestyleWait(build, options);
        OperationResult result = target.result().ended(wait.await(target.state(), options.deadline()));
        if (target.isDeployment() || result.hasDeployed()) {
            EnvironmentUpdate.add(build, context.login(), result, wait.summary());
        } else {
            wait.saySummary();
        }
    }

    private WaitTarget target(
            Run<?, ?> run, EnclosingLogin login, EffectiveAccount account, UnaryOperator<String> expand) {
        boolean isForDeployment = getEnvironment() != null || commit != null;
        if (activities != null && isForDeployment) {
            throw new IllegalArgumentException("activities: cannot be named together with "
                    + (commit == null ? "environment" : "commit") + ". Leave one of them out");
        }
        if (isForDeployment) {
            return WaitTarget.ofDeployment(account.target(), expand(commit, expand));
        }
        return activities == null
                ? WaitTarget.since(login, account.target().project(), ActivitiesAction.reported(run))
                : WaitTarget.of(activities, account.target());
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {
        public DescriptorImpl() {
            super("webPaasWait", Messages._WebPaasWaitStep_DisplayName());
        }

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
