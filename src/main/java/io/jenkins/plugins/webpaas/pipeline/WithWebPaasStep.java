package io.jenkins.plugins.webpaas.pipeline;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.credentials.WebPaasApiToken;
import io.jenkins.plugins.webpaas.job.AppForm;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import io.jenkins.plugins.webpaas.job.SessionForm;
import io.jenkins.plugins.webpaas.job.SessionRequest;
import io.jenkins.plugins.webpaas.session.SshMode;
import io.jenkins.plugins.webpaas.step.WebPaasStep;
import io.jenkins.plugins.webpaas.tool.CliTool;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

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
public final class WithWebPaasStep extends Step {
    private String credentialsId;
    private String service;
    private String project;
    private String environment;
    private String app;
    private String ssh = SshMode.AGENT.toString();
    private String cli;
    private boolean exposeToken = true;

    @DataBoundConstructor
    public WithWebPaasStep() {}

    public String getCredentialsId() {
        return credentialsId;
    }

    /** @param credentialsId id of a {@link WebPaasApiToken} or of a secret text; null or empty for that of the job's folder */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public String getService() {
        return service;
    }

    /** @param service id of the service that a secret text is for; null or empty for the service of a Web PaaS API token */
    @DataBoundSetter
    public void setService(String service) {
        this.service = Util.fixEmptyAndTrim(service);
    }

    public String getProject() {
        return project;
    }

    /** @param project id; null or empty for that of the job's folder, or none */
    @DataBoundSetter
    public void setProject(String project) {
        this.project = Util.fixEmptyAndTrim(project);
    }

    public String getEnvironment() {
        return environment;
    }

    /** @param environment id (the name of its branch) or machine name; null or empty for that of the branch if the job's folder says so, or none */
    @DataBoundSetter
    public void setEnvironment(String environment) {
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    public String getApp() {
        return app;
    }

    /** @param app to whose container {@code WEBPAAS_SSH_URL} leads; null or empty for the first by name */
    @DataBoundSetter
    public void setApp(String app) {
        this.app = Util.fixEmptyAndTrim(app);
    }

    public String getSsh() {
        return ssh;
    }

    /** @param ssh {@code agent}, {@code files} or {@code none} */
    @DataBoundSetter
    public void setSsh(String ssh) {
        this.ssh = ssh;
    }

    public String getCli() {
        return cli;
    }

    /** @param cli name of an installation of the vendor's CLI; null or empty for none */
    @DataBoundSetter
    public void setCli(String cli) {
        this.cli = Util.fixEmptyAndTrim(cli);
    }

    public boolean isExposeToken() {
        return exposeToken;
    }

    /** @param exposeToken whether the API token is in the environment of the block */
    @DataBoundSetter
    public void setExposeToken(boolean exposeToken) {
        this.exposeToken = exposeToken;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        if (cli != null) {
            CliTool.check(cli);
        }
        try {
            Run<?, ?> run = context.get(Run.class);
            EffectiveAccount account =
                    EffectiveAccount.of(null, run.getParent(), credentialsId, service, project, environment);
            SessionRequest request = new SessionRequest(account, app, SshMode.of(ssh), cli);
            account.withOriginsIn(run, context.get(TaskListener.class));
            return new WithWebPaasExecution(context, account.token(), request, exposeToken);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStep.WebPaasStepDescriptor implements AppForm {
        public DescriptorImpl() {
            super("withWebPaas", Messages._WithWebPaasStep_DisplayName());
        }

        @Override
        public boolean isLogin() {
            return true;
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @POST
        public ListBoxModel doFillCliItems(@AncestorInPath Item item, @QueryParameter String cli) {
            return CliTool.names(item, cli);
        }

        @POST
        public ListBoxModel doFillSshItems() {
            return SessionForm.sshModes();
        }
    }
}
