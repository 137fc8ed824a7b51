package io.jenkins.plugins.webpaas.step;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.git.GitClient;
import io.jenkins.plugins.webpaas.job.BranchEnvironment;
import io.jenkins.plugins.webpaas.job.PushedCommit;
import io.jenkins.plugins.webpaas.step.OperationStart.StartedOperation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Pushes a commit and waits for its deployment. After a restart of the controller before the wait, the push is repeated. */
final class WebPaasPushExecution extends ActivityExecution {
    private static final long serialVersionUID = 1;

    private final PushStart push;
    private volatile PushedCommit commit;
    private transient volatile FutureTask<StartedOperation> task;
    private transient volatile Throwable stopCause;

    WebPaasPushExecution(StepContext context, TokenReference token, PushStart push, WaitOptions options) {
        super(context, token, options);
        this.push = push;
    }

    @Override
    boolean changesAddresses() {
        return true;
    }

    @Override
    public boolean start() {
        task = new FutureTask<>(this::push);
        run(this::pushAndFollow);
        return false;
    }

    private StartedOperation push() throws IOException, InterruptedException {
        EnvVars variables = getContext().get(EnvVars.class);
        WebPaasPushStep.checkSsh(variables);
        GitClient git = new GitClient(new WorkspaceGit(
                getContext().get(FilePath.class),
                getContext().get(Launcher.class),
                variables,
                getContext().get(TaskListener.class)));
        return push.run(build(), git, BranchEnvironment.of(variables), commit, this::keep);
    }

    private void keep(PushedCommit next) throws IOException {
        commit = next;
        try {
            getContext().saveState().get();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("Interrupted before the push");
        } catch (ExecutionException e) {
            throw new IOException("The build could not be saved, and nothing was pushed: " + e.getCause(), e);
        }
    }

    private void pushAndFollow() throws Exception {
        task.run();
        try {
            follow(task.get());
        } catch (CancellationException e) {
            build().say("The push was stopped. The service may have the commit, and deploy it");
            getContext().onFailure(stopCause);
            return;
        } catch (ExecutionException e) {
            getContext().onFailure(e.getCause());
            return;
        }
        if (stopCause != null) {
            stop(stopCause);
        }
    }

    /** Pushes again when the node is connected. Holds no thread until then. */
    @Override
    void resumeBeforeWaiting() {
        boolean isConnected;
        try {
            isConnected = getContext().get(FilePath.class) != null;
        } catch (IOException e) {
            isConnected = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (isConnected) {
            start();
        } else if (stopCause == null) {
            Timer.get().schedule(this::resumeBeforeWaiting, 1, TimeUnit.SECONDS);
        }
    }

    /** Does nothing, because a push has one part. */
    @Override
    void startNextPart() {}

    /** Stops git before the step ends, so that the build log can say what may have happened. */
    @Override
    void stopBeforeWaiting(Throwable cause) throws Exception {
        stopCause = cause;
        if (task == null) {
            super.stopBeforeWaiting(cause);
        } else {
            task.cancel(true);
        }
    }
}
