package io.jenkins.plugins.webpaas.step;

import hudson.AbortException;
import hudson.model.Computer;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.api.Activation;
import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.api.Project;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.concurrent.Futures;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import io.jenkins.plugins.webpaas.git.GitClient;
import io.jenkins.plugins.webpaas.git.PushOptions;
import io.jenkins.plugins.webpaas.job.BranchEnvironment;
import io.jenkins.plugins.webpaas.job.BuildContext;
import io.jenkins.plugins.webpaas.job.NodeLoss;
import io.jenkins.plugins.webpaas.job.OperationResult;
import io.jenkins.plugins.webpaas.job.PushedCommit;
import io.jenkins.plugins.webpaas.session.SessionVariables;
import io.jenkins.plugins.webpaas.session.Target;
import io.jenkins.plugins.webpaas.step.OperationStart.StartedOperation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Pushes a commit to an environment for a build. A push can be repeated: a second one finds that the environment has the commit, and pushes nothing.
 */
final class PushStart implements Serializable {
    private static final long serialVersionUID = 1;

    private static final String DEFAULT_ENVIRONMENT = ".";

    private final Target target;
    private final String source;
    private final PushOptions options;
    private final boolean activates;

    /**
     * @param target without an environment for the environment of the build's branch
     * @param activates whether the environment is active afterwards
     */
    PushStart(Target target, String source, PushOptions options, boolean activates) {
        GitClient.checkSource(source);
        if (target.project() == null) {
            target.checkEnvironment();
        }
        if (target.environment() != null && !target.environment().equals(DEFAULT_ENVIRONMENT)) {
            GitClient.checkBranch("environment", target.environment());
        }
        this.target = target;
        this.source = source;
        this.options = options;
        this.activates = activates;
    }

    /** Keeps a commit before it is pushed. */
    interface Journal {
        /** @throws IOException if the build cannot be saved; then nothing is pushed */
        void keep(PushedCommit commit) throws IOException;
    }

    /**
     * Pushes, and activates an environment that the push does not activate. Pushes nothing if the environment has the commit.
     *
     * @param workspace in a login with SSH
     * @param earlier the commit that this step was pushing when the controller stopped; null for none
     * @return the deployment to wait for
     * @throws AbortException if git or the service refuses
     */
    StartedOperation run(BuildContext build, WorkspaceGit workspace, PushedCommit earlier, Journal journal)
            throws IOException, InterruptedException {
        if (!workspace.variables().containsKey(SessionVariables.SSH_CONFIG)) {
            throw new AbortException(
                    "webPaasPush needs SSH, which the login around this step leaves out. Use ssh: 'agent' or ssh: 'files' there");
        }
        GitClient git = new GitClient(workspace);
        BranchEnvironment branch = BranchEnvironment.of(workspace.variables());
        String named = environment(branch);
        try {
            WebPaasApi api = WebPaasRuntime.client().as(build.token(), build::say);
            api.accessToken(); // for all parallel requests
            Future<Project> project = Computer.threadPoolForRemoting.submit(() -> api.project(target.project()));
            Future<ActivityBookmark> history =
                    Computer.threadPoolForRemoting.submit(() -> api.activities().mark(target.project(), named));
            Environment environment =
                    api.findEnvironment(target.project(), named).orElse(null);
            String name = environment == null ? named : environment.id();
            checkUsable(environment, branch);
            PushedCommit commit = earlier == null
                    ? new PushedCommit(
                            git.commit(source), environment == null, bookmark(api, named, environment, history))
                    : earlier;
            boolean isThere = environment != null && commit.id().equals(environment.headCommit());
            if (isThere) {
                build.say("Environment '" + name + "' is at commit " + commit.id() + " already: nothing to push");
            }
            if (activates && needsActivation(environment, isThere)) {
                activate(build, api, environment);
            }
            if (!isThere) {
                String repository = Futures.of(project).repositoryUrl();
                journal.keep(commit);
                build.say("Pushing commit " + commit.id() + " to environment '" + name + "'"
                        + (commit.isEnvironmentNew() ? ", which does not exist yet" : ""));
                git.push(commit.id(), name, repository, options);
            }
            return started(build, name, commit, activates || environment != null && environment.isActive());
        } catch (InterruptedIOException e) {
            Thread.interrupted(); // an interrupted thread cannot write to the build log
            throw new InterruptedException(e.getMessage());
        } catch (IOException e) {
            throw NodeLoss.abort(e);
        }
    }

    private String environment(BranchEnvironment branch) throws AbortException {
        if (target.environment() != null) {
            return target.environment();
        }
        if (branch.name() == null) {
            throw new AbortException(
                    "environment: is missing. Name one, here or in the login around this step. Only builds of a multibranch"
                            + " project have an environment by their branch");
        }
        try {
            GitClient.checkBranch("environment", branch.name());
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        return branch.name();
    }

    private void checkUsable(Environment environment, BranchEnvironment branch) throws AbortException {
        if (environment == null) {
            return;
        }
        if (environment.isBeingDeleted()) {
            throw new AbortException(
                    "environment: '" + environment.id() + "' is being deleted. Push again after its end");
        }
        boolean isProtected = environment.isDefault() || "production".equals(environment.type());
        if (target.environment() == null && branch.isOfChangeRequest() && isProtected) {
            throw new AbortException("environment: the source branch of this change request is '" + environment.id()
                    + "', whose environment is the default environment or a production environment. Name another environment, or, if this is"
                    + " meant, this one");
        }
    }

    /** Returns the bookmark that was read under the environment's name, or reads that of its id if they differ. */
    private ActivityBookmark bookmark(
            WebPaasApi api, String named, Environment environment, Future<ActivityBookmark> history)
            throws IOException, InterruptedException {
        if (environment == null) {
            return ActivityBookmark.beforeAll(target.project(), named);
        }
        return environment.id().equals(named)
                ? Futures.of(history)
                : api.activities().mark(target.project(), environment.id());
    }

    /** A push resumes no paused environment, and there is no push to activate an environment that has the commit. */
    private static boolean needsActivation(Environment environment, boolean hasCommit) {
        return environment != null
                && !environment.isDirty()
                && (environment.isPaused() || hasCommit && environment.isInactive());
    }

    private static void activate(BuildContext build, WebPaasApi api, Environment environment) throws IOException {
        List<Activity> activities = new Activation().start(api.operations(), environment);
        build.say("Started the activation of environment '" + environment.id() + "': "
                + activities.stream().map(Activity::id).collect(Collectors.joining(", ")));
    }

    private StartedOperation started(BuildContext build, String name, PushedCommit commit, boolean isDeployed) {
        OperationResult result =
                OperationResult.of(target.project(), name, List.of()).withPush(commit);
        if (!isDeployed) {
            build.say("Environment '" + name + "' is not active, so there is no deployment to wait for");
        }
        WaitState state = WaitState.ofDeployment(target.project(), name, commit.id(), commit.before());
        return new StartedOperation(result, isDeployed ? state : null, true);
    }
}
