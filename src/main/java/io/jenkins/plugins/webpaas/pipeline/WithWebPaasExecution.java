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
import io.jenkins.plugins.webpaas.job.SecretFilter;
import io.jenkins.plugins.webpaas.job.SessionRequest;
import io.jenkins.plugins.webpaas.session.ResolvedTarget;
import io.jenkins.plugins.webpaas.session.Session;
import io.jenkins.plugins.webpaas.session.SessionVariables;
import io.jenkins.plugins.webpaas.session.UnusableTargetException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FailureHandler;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Logs in, runs the block, closes the block's sessions; all of it off the Pipeline's thread. A restart of the controller falls before
 * the body, which is opened again then; inside; or after the body, whose end is kept until the sessions are closed.
 */
final class WithWebPaasExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1;

    private final PipelineBuild build;
    private final SessionRequest login;
    private final boolean exposeToken;
    private final BlockSessions sessions;
    private boolean isInside;
    private BodyResultState end;

    WithWebPaasExecution(StepContext context, TokenReference token, SessionRequest login, boolean exposeToken)
            throws IOException, InterruptedException {
        super(context);
        this.build = new PipelineBuild(context, token);
        this.login = login;
        this.exposeToken = exposeToken;
        WebPaasBlock outer = context.get(WebPaasBlock.class);
        this.sessions = new BlockSessions(build, login, outer == null ? null : outer.sessions());
    }

    /**
     * What the block gets from the start.
     *
     * @param others sessions whose variables do not count in it
     */
    private record Begun(Map<String, String> variables, List<Session> others, ActivityBookmark mark) {}

    @Override
    public boolean start() {
        run(this::open);
        return false;
    }

    private void open() throws Exception {
        ApiToken token = build.token();
        Workspace home = Workspace.around(getContext().get(FlowNode.class)).orElse(null);
        try {
            Begun begun = home == null ? logIn(token) : openAt(home);
            if (Thread.interrupted()) {
                throw new InterruptedException("The build was aborted");
            }
            startBody(token, begun, home);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Closes the block's sessions in a task of its own, which goes on if the build is aborted meanwhile. */
    private void close() throws InterruptedException, ExecutionException {
        Computer.threadPoolForRemoting.submit(sessions::close).get();
    }

    /** Comes while the block does not run, be it too early or too late for what is under way to see to the sessions. */
    @Override
    public void stop(Throwable cause) throws Exception {
        try {
            super.stop(cause);
        } finally {
            Computer.threadPoolForRemoting.execute(sessions::close);
        }
    }

    private Begun logIn(ApiToken token) throws IOException, InterruptedException {
        try {
            ResolvedTarget place = WebPaasRuntime.sessions().logIn(token, login.target(), build::say);
            build.say(place.loggedInTo(token.service()) + " with the credential '" + build.credentialsId() + "'");
            place.notes().forEach(build::say);
            return new Begun(place.variables(), List.of(), place.bookmark());
        } catch (WebPaasException | UnusableTargetException e) {
            throw new AbortException(e.getMessage());
        }
    }

    private Begun openAt(Workspace home) throws IOException, InterruptedException {
        EnvVars outer = getContext().get(EnvVars.class);
        Session session = sessions.openAt(home);
        List<Session> others = sessions.othersThan(home);
        others.forEach(other -> other.removeFrom(outer));
        session.conflicts(outer).forEach(build::say);
        return new Begun(session.environment(outer), others, session.bookmark());
    }

    private void startBody(ApiToken token, Begun begun, Workspace home) throws IOException, InterruptedException {
        StepContext context = getContext();
        WebPaasBlock outer = context.get(WebPaasBlock.class);
        SessionEnvironment environment = new SessionEnvironment(
                outer == null ? List.of() : outer.own(), begun.others(), begun.variables(), exposeToken ? token : null);
        SecretFilter filter =
                new SecretFilter(token.secret(), context.get(Run.class).getCharset());
        context.newBodyInvoker()
                .withContext(new WebPaasBlock(
                        build.reference(),
                        login.target(),
                        begun.mark(),
                        new ArrayList<>(SessionVariables.ofAccountAndPlace(token.service())),
                        sessions,
                        home,
                        outer))
                .withContext(EnvironmentExpander.merge(context.get(EnvironmentExpander.class), environment))
                .withContext(BodyInvoker.mergeConsoleLogFilters(context.get(ConsoleLogFilter.class), filter))
                .withContext(new SecretFailures(context.get(FailureHandler.class), token.secret()))
                .withCallback(new Body())
                .start();
    }

    /** Nothing that this step does in a thread is lost with a restart. */
    @Override
    public boolean blocksRestart() {
        return false;
    }

    @Override
    public void onResume() {
        if (end != null) {
            finish();
        } else if (isInside) {
            sessions.resume();
        } else {
            run(this::openWhenTheNodeIsBack);
        }
    }

    /** The session has the same name and place as the one that was being opened before the restart. */
    private void openWhenTheNodeIsBack() throws Exception {
        Workspace home = Workspace.around(getContext().get(FlowNode.class)).orElse(null);
        if (home == null) {
            open();
        } else {
            sessions.whenConnected(home, () -> run(this::open));
        }
    }

    /** Called on the Pipeline's thread, as all that follows in this class; so what is saved is before or after, and never between. */
    private void end(BodyResultState how) {
        end = how;
        getContext().saveState();
        finish();
    }

    private void finish() {
        run(() -> {
            try {
                close();
            } catch (ExecutionException | InterruptedException e) {
                if (end.failure() == null) {
                    throw e;
                }
                end.failure().addSuppressed(e);
            }
            end.tell(getContext());
        });
    }

    private final class Body extends BodyExecutionCallback {
        private static final long serialVersionUID = 1;

        @Override
        public void onStart(StepContext context) {
            isInside = true;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            end(BodyResultState.success(result));
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            end(BodyResultState.failure(failure));
        }
    }
}
