package io.jenkins.plugins.webpaas.pipeline;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.console.ConsoleLogFilter;
import hudson.model.Computer;
import hudson.model.Run;
import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.config.WebPaasRuntime;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.job.EnclosingLogin;
import io.jenkins.plugins.webpaas.job.PipelineBuild;
import io.jenkins.plugins.webpaas.job.SecretFilter;
import io.jenkins.plugins.webpaas.job.SessionRequest;
import io.jenkins.plugins.webpaas.session.ResolvedTarget;
import io.jenkins.plugins.webpaas.session.Session;
import io.jenkins.plugins.webpaas.session.SessionVariables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FailureHandler;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Opens the sessions, runs the body and closes the sessions, in background threads. After a restart of the controller, the execution goes on where it
 * was: before the body, it opens the session again; in the body, it resumes the sessions; after the body, it closes the sessions and ends the step with
 * the saved result.
 */
final class WithWebPaasExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1;

    private final PipelineBuild build;
    private final SessionRequest request;
    private final boolean exposeToken;
    private final BlockSessions sessions;
    private boolean isBodyRunning;
    private BodyResultState bodyResult;

    WithWebPaasExecution(StepContext context, TokenReference token, SessionRequest request, boolean exposeToken)
            throws IOException, InterruptedException {
        super(context);
        this.build = new PipelineBuild(context, token);
        this.request = request;
        this.exposeToken = exposeToken;
        WebPaasBlock outer = context.get(WebPaasBlock.class);
        this.sessions = new BlockSessions(build, request, outer == null ? null : outer.sessions());
    }

    /**
     * The variables and history that the body starts with.
     *
     * @param others sessions whose variables are removed in the body
     * @param bookmark null without an environment, or if its history is not known
     */
    private record BodyContext(Map<String, String> variables, List<Session> others, ActivityBookmark bookmark) {}

    @Override
    public boolean start() throws IOException, InterruptedException {
        home().ifPresent(sessions::expect);
        run(this::open);
        return false;
    }

    /** Returns the workspace around the block, or empty outside of all nodes. */
    private Optional<Workspace> home() throws IOException, InterruptedException {
        return Workspace.around(getContext().get(FlowNode.class));
    }

    private void open() throws Exception {
        try {
            ApiToken token = build.token();
            Workspace home = home().orElse(null);
            BodyContext body = home == null ? logIn(token) : openAt(home);
            if (Thread.interrupted()) {
                throw new InterruptedException("The build was aborted");
            }
            startBody(token, body, home);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Closes the block's sessions in a task of its own, which goes on if the build is aborted meanwhile. */
    private void close() throws InterruptedException, ExecutionException {
        Computer.threadPoolForRemoting.submit(sessions::close).get();
    }

    /**
     * Stops the step before or after its body. Closes the sessions here too, because the stopped thread may have ended before it could close them.
     */
    @Override
    public void stop(Throwable cause) throws Exception {
        try {
            super.stop(cause);
        } finally {
            Computer.threadPoolForRemoting.execute(sessions::close);
        }
    }

    private BodyContext logIn(ApiToken token) throws IOException, InterruptedException {
        try {
            ResolvedTarget target = WebPaasRuntime.sessions().logIn(token, request.target(), build::say);
            build.say(target.loggedInTo(token.service()) + " with the credential '"
                    + build.reference().credentialsId() + "'");
            target.notes().forEach(build::say);
            return new BodyContext(target.variables(), List.of(), target.bookmark());
        } catch (WebPaasException e) {
            throw new AbortException(e.getMessage());
        }
    }

    private BodyContext openAt(Workspace home) throws IOException, InterruptedException {
        EnvVars outer = getContext().get(EnvVars.class);
        Session session = sessions.openAt(home);
        List<Session> others = sessions.othersThan(home);
        others.forEach(other -> other.removeFrom(outer));
        session.conflicts(outer).forEach(build::say);
        return new BodyContext(session.environment(outer), others, session.bookmark());
    }

    private void startBody(ApiToken token, BodyContext body, Workspace home) throws IOException, InterruptedException {
        StepContext context = getContext();
        WebPaasBlock outer = context.get(WebPaasBlock.class);
        EnclosingLogin login = new EnclosingLogin(build.reference(), request, body.bookmark());
        SessionEnvironment environment = new SessionEnvironment(
                outer == null ? List.of() : outer.ownVariables(),
                body.others(),
                body.variables(),
                exposeToken ? token : null,
                login.variables());
        SecretFilter filter =
                new SecretFilter(token.secret(), context.get(Run.class).getCharset());
        context.newBodyInvoker()
                .withContext(login)
                .withContext(new WebPaasBlock(
                        new ArrayList<>(SessionVariables.ofAccountAndPlace(token.service())), sessions, home, outer))
                .withContext(EnvironmentExpander.merge(context.get(EnvironmentExpander.class), environment))
                .withContext(BodyInvoker.mergeConsoleLogFilters(context.get(ConsoleLogFilter.class), filter))
                .withContext(new SecretFailures(context.get(FailureHandler.class), token.secret()))
                .withCallback(new Body())
                .start();
    }

    /** Returns false: a restart loses nothing that the step does in a thread. */
    @Override
    public boolean blocksRestart() {
        return false;
    }

    /**
     * Goes on after a restart. Jenkins resumes the steps around the block first, and a {@code node} step waits until its node is connected. If the
     * node does not come back, Jenkins calls {@link #stop} before or after this method.
     */
    @Override
    public void onResume() {
        if (bodyResult != null) {
            finish();
        } else if (isBodyRunning) {
            sessions.resume();
        } else {
            run(this::open);
        }
    }

    /** Called on the Pipeline's thread, like {@link #finish} and the callback, so that a saved state is never half changed. */
    private void end(BodyResultState result) {
        bodyResult = result;
        getContext().saveState();
        finish();
    }

    private void finish() {
        run(() -> {
            try {
                close();
            } catch (ExecutionException | InterruptedException e) {
                if (bodyResult.failure() == null) {
                    throw e;
                }
                bodyResult.failure().addSuppressed(e);
            }
            bodyResult.complete(getContext());
        });
    }

    private final class Body extends BodyExecutionCallback {
        private static final long serialVersionUID = 1;

        @Override
        public void onStart(StepContext context) {
            isBodyRunning = true;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            end(new BodyResultState(result, null));
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            end(new BodyResultState(null, failure));
        }
    }
}
