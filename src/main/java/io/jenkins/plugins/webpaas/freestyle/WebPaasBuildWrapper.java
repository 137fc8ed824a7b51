package io.jenkins.plugins.webpaas.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.console.ConsoleLogFilter;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildWrapperDescriptor;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.credentials.ApiTokens;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.job.BuildSession;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import io.jenkins.plugins.webpaas.job.EnclosingLogin;
import io.jenkins.plugins.webpaas.job.FreestyleBuild;
import io.jenkins.plugins.webpaas.job.LoginForm;
import io.jenkins.plugins.webpaas.job.SecretFilter;
import io.jenkins.plugins.webpaas.job.SessionRequest;
import io.jenkins.plugins.webpaas.node.SessionLocation;
import io.jenkins.plugins.webpaas.session.Session;
import io.jenkins.plugins.webpaas.session.SessionVariables;
import io.jenkins.plugins.webpaas.session.Sessions;
import io.jenkins.plugins.webpaas.session.SshMode;
import java.io.IOException;
import java.util.Set;
import jenkins.tasks.SimpleBuildWrapper;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code Log in to Web PaaS}: a session for the length of a freestyle build, as {@code withWebPaas} is for a block of a Pipeline.
 *
 * <pre>{@code
 * WebPaasBuildWrapper wrapper = new WebPaasBuildWrapper("deploy-bot");
 * wrapper.setProject("abcdefghij234");
 * wrapper.setEnvironment("main");
 * job.getBuildWrappersList().add(wrapper);
 * }</pre>
 */
public final class WebPaasBuildWrapper extends SimpleBuildWrapper {
    private final String credentialsId;
    private String service;
    private String project;
    private String environment;
    private String app;
    private String ssh;
    private String cli;
    private boolean withholdToken;

    /** @param credentialsId id of a Web PaaS API token or of a secret text; null or empty for that of the job's folder */
    @DataBoundConstructor
    public WebPaasBuildWrapper(String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId).strip();
    }

    public String getCredentialsId() {
        return credentialsId;
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

    /** @param project id, perhaps with variables such as {@code $PROJECT}; null or empty for none */
    @DataBoundSetter
    public void setProject(String project) {
        this.project = Util.fixEmptyAndTrim(project);
    }

    public String getEnvironment() {
        return environment;
    }

    /** @param environment id or machine name, perhaps with variables; null or empty for none */
    @DataBoundSetter
    public void setEnvironment(String environment) {
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    public String getApp() {
        return app;
    }

    /** @param app to whose container {@code WEBPAAS_SSH_URL} leads, perhaps with variables; null or empty for the first by name */
    @DataBoundSetter
    public void setApp(String app) {
        this.app = Util.fixEmptyAndTrim(app);
    }

    public String getSsh() {
        return ssh == null ? SshMode.AGENT.toString() : ssh;
    }

    /** @param ssh {@code agent}, {@code files} or {@code none} */
    @DataBoundSetter
    public void setSsh(String ssh) {
        this.ssh = SshMode.AGENT.toString().equals(ssh) ? null : ssh;
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
        return !withholdToken;
    }

    /** @param exposeToken whether the API token is in the environment of the build */
    @DataBoundSetter
    public void setExposeToken(boolean exposeToken) {
        this.withholdToken = !exposeToken;
    }

    /** Runs before the checkout, because the repository may be at the service. */
    @Override
    protected boolean runPreCheckout() {
        return true;
    }

    @Override
    public void setUp(
            Context context,
            Run<?, ?> run,
            FilePath workspace,
            Launcher launcher,
            TaskListener listener,
            EnvVars initialEnvironment)
            throws IOException, InterruptedException {
        if (!(run instanceof AbstractBuild)) {
            // A Pipeline saves the variables of the wrapper, and with them the token in clear text.
            throw new AbortException("\"Log in to Web PaaS\" is for freestyle jobs. In a Pipeline, use withWebPaas");
        }
        try {
            EffectiveAccount account = EffectiveAccount.of(
                    null,
                    run,
                    listener,
                    credentialsId,
                    service,
                    expand(project, initialEnvironment),
                    expand(environment, initialEnvironment));
            String container = expand(app, initialEnvironment);
            SessionRequest request = new SessionRequest(account, container, SshMode.of(getSsh()), cli);
            logIn(context, new FreestyleBuild(run, listener, account.token()), request, workspace, initialEnvironment);
        } catch (AbortException | IllegalArgumentException e) {
            throw FreestyleBuild.withLabels(e);
        }
    }

    private void logIn(Context context, FreestyleBuild build, SessionRequest request, FilePath workspace, EnvVars outer)
            throws IOException, InterruptedException {
        ApiToken token = build.token();
        BuildSession open =
                BuildSession.open(Sessions.newId(), build, request, SessionLocation.of(workspace), opening -> {});
        if (request.target().environment() != null
                && !open.session().hasEnvironment()
                && !WebPaasBuilder.pushesIn(build.run())) {
            open.close(build);
            throw new AbortException("environment: environment '"
                    + request.target().environment() + "' of project '"
                    + request.target().project()
                    + "' does not exist, and no build step of this job pushes to an environment");
        }
        Session session = open.session();
        EnclosingLogin login = new EnclosingLogin(build.reference(), request, session.bookmark());
        context.setDisposer(new SessionDisposer(open, login));
        build.run().addAction(new SessionAction(login));
        session.conflicts(outer).forEach(build::say);
        session.environment(outer).forEach((name, value) -> context.env(name, escaped(value)));
        if (isExposeToken()) {
            SessionVariables.ofToken(token.service()).forEach(name -> context.env(name, escaped(token.secret())));
        }
    }

    private TokenReference reference(Run<?, ?> run) {
        return EffectiveAccount.token(run.getParent(), credentialsId, service);
    }

    private static String expand(String field, EnvVars variables) {
        return Util.fixEmptyAndTrim(variables.expand(field));
    }

    /** Escapes a value, because a freestyle build expands variables within variables, and does so twice (SECURITY-698). */
    private static String escaped(String value) {
        return value.replace("$", "$$$$");
    }

    @Override
    public ConsoleLogFilter createLoggerDecorator(@NonNull Run<?, ?> run) {
        try {
            return new SecretFilter(ApiTokens.find(run, reference(run)).secret(), run.getCharset());
        } catch (AbortException | IllegalArgumentException e) {
            return null; // setUp runs next and reports the failure
        }
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void makeSensitiveBuildVariables(AbstractBuild build, Set<String> sensitiveVariables) {
        try {
            Run<?, ?> run = build;
            sensitiveVariables.addAll(
                    SessionVariables.ofToken(ApiTokens.find(run, reference(run)).service()));
        } catch (AbortException | IllegalArgumentException e) {
            // setUp has reported the failure, and there is no variable
        }
    }

    private static final class SessionDisposer extends Disposer {
        private static final long serialVersionUID = 1;

        private final BuildSession session;
        private final EnclosingLogin login;

        SessionDisposer(BuildSession session, EnclosingLogin login) {
            this.session = session;
            this.login = login;
        }

        @Override
        public void tearDown(Run<?, ?> run, FilePath workspace, Launcher launcher, TaskListener listener)
                throws InterruptedException {
            run.removeActions(SessionAction.class);
            session.close(new FreestyleBuild(run, listener, login.token()));
        }
    }

    @Extension
    public static final class DescriptorImpl extends BuildWrapperDescriptor implements LoginForm {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WebPaasBuildWrapper_DisplayName();
        }

        @Override
        public boolean isApplicable(AbstractProject<?, ?> item) {
            return true;
        }

        /** Returns the help of the step for a field without help of its own. */
        @Override
        public String getHelpFile(String fieldName) {
            String own = super.getHelpFile(fieldName);
            return own == null ? StepDescriptor.byFunctionName("withWebPaas").getHelpFile(fieldName) : own;
        }
    }
}
