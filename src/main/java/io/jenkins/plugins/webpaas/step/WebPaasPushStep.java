package io.jenkins.plugins.webpaas.step;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormFillFailure;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.git.GitClient;
import io.jenkins.plugins.webpaas.git.PushOptions;
import io.jenkins.plugins.webpaas.job.EffectiveAccount;
import io.jenkins.plugins.webpaas.job.EnclosingLogin;
import io.jenkins.plugins.webpaas.job.FreestyleBuild;
import java.io.IOException;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code webPaasPush}: pushes a commit to an environment, which the push can create, and waits for the deployment. */
public final class WebPaasPushStep extends ActivityStep {
    private static final String HEAD = "HEAD";

    private String source = HEAD;
    private String parent;
    private String type;
    private String title;
    private String strategy;

    /** Gives an environment that the push creates the data of its parent. */
    @DataBoundSetter
    public boolean cloneParent = true;

    /** Makes the environment active. */
    @DataBoundSetter
    public boolean activate = true;

    /** Lets the push drop commits that the environment has. */
    @DataBoundSetter
    public boolean force;

    /** Ends the step as soon as the commit is pushed. */
    @DataBoundSetter
    public boolean noWait;

    @DataBoundConstructor
    public WebPaasPushStep() {}

    public String getSource() {
        return source;
    }

    /** @param source a branch, tag or id of the commit to push; null or empty for {@code HEAD} */
    @DataBoundSetter
    public void setSource(String source) {
        String name = Util.fixEmptyAndTrim(source);
        this.source = name == null ? HEAD : name;
    }

    public String getParent() {
        return parent;
    }

    /** @param parent of an environment that the push creates; null or empty for the service's choice */
    @DataBoundSetter
    public void setParent(String parent) {
        this.parent = Util.fixEmptyAndTrim(parent);
    }

    public String getType() {
        return type;
    }

    /** @param type of an environment that the push creates; null or empty for the service's choice */
    @DataBoundSetter
    public void setType(String type) {
        this.type = Util.fixEmptyAndTrim(type);
    }

    public String getTitle() {
        return title;
    }

    /** @param title that the push gives the environment; null or empty to leave the title */
    @DataBoundSetter
    public void setTitle(String title) {
        this.title = Util.fixEmptyAndTrim(title);
    }

    public String getStrategy() {
        return strategy;
    }

    /** @param strategy of the deployment, {@code rolling} or {@code stopstart}; null or empty for the service's choice */
    @DataBoundSetter
    public void setStrategy(String strategy) {
        this.strategy = Util.fixEmptyAndTrim(strategy);
    }

    @Override
    protected StepExecution execution(StepContext context, StepInput input) throws IOException, InterruptedException {
        EffectiveAccount account = effectiveAccount(input, forPush(input.login()));
        return new WebPaasPushExecution(context, account.token(), pushStart(account, input), waitOptions(noWait));
    }

    @Override
    public boolean needsWorkspace() {
        return true;
    }

    @Override
    Work prepare(StepInput input) throws IOException, InterruptedException {
        EffectiveAccount account = effectiveAccount(input, forPush(input.login()));
        PushStart push = pushStart(account, input);
        FreestyleBuild build = input.freestyleBuild(account.token());
        WorkspaceGit workspace = new WorkspaceGit(input.workspace(), input.launcher(), input.variables(), input.log());
        return new FreestyleExecution(
                build,
                input.login(),
                waitOptions(noWait),
                part -> push.run(build, workspace, null, commit -> {}),
                result -> true);
    }

    /**
     * Returns the login for the push. The account must be that of the login, because git uses the certificate of the login. The push inherits no environment
     * that another step has named, because that environment need not be the one of the commit.
     */
    private EnclosingLogin forPush(EnclosingLogin login) {
        if (login == null) {
            throw new IllegalArgumentException(
                    "webPaasPush uses the SSH certificate of a login. Put the step into withWebPaas { … }, or in a"
                            + " freestyle job, choose \"Log in to Web PaaS\"");
        }
        if (getCredentialsId() != null || getService() != null) {
            throw new IllegalArgumentException(
                    "credentialsId: git uses the SSH certificate of the login around this step. Leave credentialsId and"
                            + " service out");
        }
        return login.forPush();
    }

    private PushStart pushStart(EffectiveAccount account, StepInput input) {
        PushOptions options = new PushOptions(force)
                .withParent(input.field(parent))
                .withType(input.field(type))
                .withTitle(input.field(title))
                .withStrategy(input.field(strategy));
        if (!cloneParent) {
            options.leaveOutParentData();
        }
        if (activate) {
            options.activate();
        }
        return new PushStart(account.target(), input.expand(source), options, activate);
    }

    @Extension
    public static final class DescriptorImpl extends WebPaasStepDescriptor {
        /** Requires a node, because git pushes from a workspace. */
        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FilePath.class, Launcher.class, EnvVars.class);
        }

        @POST
        public ListBoxModel doFillParentItems(
                @AncestorInPath Item item,
                @QueryParameter String credentialsId,
                @QueryParameter String service,
                @QueryParameter String project)
                throws FormFillFailure {
            return doFillEnvironmentItems(item, credentialsId, service, project);
        }

        @POST
        public ListBoxModel doFillTypeItems(@QueryParameter String type) {
            return environmentTypes(Messages.Strategy_ofService(), type);
        }

        @POST
        public ListBoxModel doFillStrategyItems() {
            ListBoxModel strategies = new ListBoxModel();
            strategies.add(Messages.Strategy_ofService(), "");
            PushOptions.STRATEGIES.forEach(strategy -> strategies.add(strategy, strategy));
            return strategies;
        }

        @POST
        public FormValidation doCheckSource(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, literal(item, value), GitClient::checkSource);
        }
    }
}
