package io.jenkins.plugins.webpaas.pipeline;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import io.jenkins.plugins.webpaas.job.LoginForm;
import io.jenkins.plugins.webpaas.job.SessionRequest;
import io.jenkins.plugins.webpaas.session.SshMode;
import io.jenkins.plugins.webpaas.step.AccountStep;
import io.jenkins.plugins.webpaas.step.StepInput;
import io.jenkins.plugins.webpaas.step.WebPaasStep;
import io.jenkins.plugins.webpaas.tool.CliTool;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code withWebPaas}: a session for the length of a block.
 *
 * <pre>{@code
 * withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') {
 *   sh 'git push "$WEBPAAS_GIT_URL" HEAD:main'
 *   webPaasWait()
 * }
 * }</pre>
 */
public final class WithWebPaasStep extends AccountStep {
    private String app;
    private String cli;

    /** The kind of SSH identity: {@code agent}, {@code files} or {@code none}. */
    @DataBoundSetter
    public String ssh = SshMode.AGENT.toString();

    /** Puts the API token into the environment of the block. */
    @DataBoundSetter
    public boolean exposeToken = true;

    @DataBoundConstructor
    public WithWebPaasStep() {}

    public String getApp() {
        return app;
    }

    /** @param app to whose container {@code WEBPAAS_SSH_URL} leads; null or empty for the first by name */
    @DataBoundSetter
    public void setApp(String app) {
        this.app = Util.fixEmptyAndTrim(app);
    }

    public String getCli() {
        return cli;
    }

    /** @param cli name of an installation of the vendor's CLI; null or empty for none */
    @DataBoundSetter
    public void setCli(String cli) {
        this.cli = Util.fixEmptyAndTrim(cli);
    }

    @Override
    protected StepExecution execution(StepContext context, StepInput input) throws IOException, InterruptedException {
        if (cli != null) {
            CliTool.find(cli); // before the login
        }
        EffectiveAccount account = effectiveAccount(input, null);
        SessionRequest request = new SessionRequest(account, app, SshMode.of(ssh), cli);
        return new WithWebPaasExecution(context, account.token(), request, exposeToken);
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStep.WebPaasStepDescriptor implements LoginForm {
        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }
    }
}
