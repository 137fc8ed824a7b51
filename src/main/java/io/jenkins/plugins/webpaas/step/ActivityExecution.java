package io.jenkins.plugins.webpaas.step;

import hudson.AbortException;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.webpaas.activity.Outcome;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.job.ActivityWait;
import io.jenkins.plugins.webpaas.job.EnclosingLogin;
import io.jenkins.plugins.webpaas.job.OperationResult;
import io.jenkins.plugins.webpaas.job.PipelineBuild;
import io.jenkins.plugins.webpaas.step.OperationStart.StartedOperation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Waits for activities without a thread, also across restarts of the controller. */
abstract class ActivityExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1;

    private final PipelineBuild build;
    private final WaitOptions options;
    private OperationResult earlierParts;
    private OperationResult partResult;
    private boolean isLastPart;
    private Instant deadline;
    private ActivityWait wait;
    private transient volatile FutureTask<StartedOperation> startTask;
    private transient volatile Throwable stopCause;

    ActivityExecution(StepContext context, TokenReference token, WaitOptions options) {
        super(context);
        this.build = new PipelineBuild(context, token);
        this.options = options;
    }

    /** Called after a restart of the controller that came before the wait began. */
    void resumeBeforeWaiting() throws Exception {
        start();
    }

    /** Tells whether the environment has other addresses after a step with this result. */
    abstract boolean changesAddresses(OperationResult result);

    /** Starts the next part of an operation that has several, in the background. */
    void startNextPart() {}

    final PipelineBuild build() {
        return build;
    }

    /** Starts a part of the operation in a background thread, and then the wait. */
    final void runInBackground(Callable<StartedOperation> start) {
        startTask = new FutureTask<>(start);
        run(this::startAndFollow);
    }

    private void startAndFollow() throws Exception {
        if (stopCause != null) {
            startTask.cancel(true); // the step was stopped between two parts
        }
        startTask.run();
        try {
            follow(startTask.get());
        } catch (CancellationException e) {
            logStop();
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

    /** Called when a start was stopped. Logs what may have happened, if the start itself has not. */
    void logStop() {}

    /**
     * Saves the build before something happens that must not happen twice.
     *
     * @param consequence completes the message of a failure
     */
    final void save(String consequence) throws IOException {
        try {
            getContext().saveState().get();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("Interrupted, and " + consequence);
        } catch (ExecutionException e) {
            throw new IOException("The build could not be saved, and " + consequence + ": " + e.getCause(), e);
        }
    }

    /** Starts the wait for a part of an operation. If there is nothing to wait for, goes on to the next part, or ends the step. Returns at once. */
    final void follow(StartedOperation started) throws IOException, InterruptedException {
        partResult = started.result().after(earlierParts);
        isLastPart = started.isLast();
        if (started.state() != null && !(options.noWait() && isLastPart)) {
            if (deadline == null) {
                deadline = options.deadline();
            }
            wait = new ActivityWait(started.state().until(deadline));
            getContext().saveState();
            await();
        } else if (isLastPart) {
            options.logNoWait(build, started);
            succeed(partResult, Optional.empty());
        } else {
            goOn(partResult);
        }
    }

    /** Ends the step. If the addresses of the environment have changed, reads them first, in the background. */
    private void succeed(OperationResult result, Optional<String> summary) {
        if (options.noWait() || !changesAddresses(result)) {
            summary.ifPresent(build::say);
            getContext().onSuccess(result);
            return;
        }
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                EnclosingLogin login = getContext().get(EnclosingLogin.class);
                getContext().onSuccess(EnvironmentUpdate.add(build, login, result, summary));
            } catch (IOException | InterruptedException | RuntimeException e) {
                getContext().onFailure(e); // otherwise the step would never end
            }
        });
    }

    private void goOn(OperationResult result) {
        earlierParts = result;
        wait = null;
        startNextPart();
    }

    private void await() throws IOException, InterruptedException {
        wait.start(build, getContext().get(Run.class), new ActivityWait.EndListener() {
            @Override
            public void ended(Outcome outcome) {
                if (outcome.status() == Outcome.Status.TIMED_OUT) {
                    // Cancelling calls the service, which may be slow, and must not hold up the poller.
                    Computer.threadPoolForRemoting.execute(() -> finish(outcome));
                } else {
                    finish(outcome);
                }
            }

            @Override
            public boolean isGone() {
                return isStepOver();
            }

            @Override
            public void failed(IOException failure) {
                getContext().onFailure(new AbortException(failure.getMessage()));
            }
        });
    }

    /** Tells whether the step has ended. Jenkins does not notify a step that is terminated by force. */
    private boolean isStepOver() {
        try {
            return !getContext().get(FlowNode.class).isActive();
        } catch (IOException e) {
            return false; // not known; the wait ends with the build
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void finish(Outcome outcome) {
        Optional<String> summary;
        try {
            summary = options.end(build, wait, outcome);
        } catch (AbortException e) {
            getContext().onFailure(e);
            return;
        }
        if (outcome.status() == Outcome.Status.UNSTABLE) {
            makeUnstable(outcome.message());
        }
        OperationResult result = partResult.ended(outcome).after(earlierParts);
        if (isLastPart || outcome.isFailure()) {
            succeed(result, summary);
        } else {
            summary.ifPresent(build::say);
            goOn(result);
        }
    }

    /** Makes the step and build unstable, because a command failed in an activity that succeeded (protocol, "Activities"). */
    private void makeUnstable(String message) {
        try {
            getContext().get(FlowNode.class).addAction(new WarningAction(Result.UNSTABLE).withMessage(message));
            getContext().get(Run.class).setResult(Result.UNSTABLE);
        } catch (IOException e) {
            build.say("The build could not be made unstable: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final void onResume() {
        try {
            if (wait == null) {
                resumeBeforeWaiting();
            } else {
                await();
            }
        } catch (Exception e) {
            getContext().onFailure(e);
        }
    }

    /** Stops what runs in the background before the step ends, so that the build log can say what may have happened. */
    @Override
    public final void stop(Throwable cause) throws Exception {
        stopCause = cause;
        if (wait == null) {
            if (startTask == null) {
                super.stop(cause);
            } else {
                startTask.cancel(true);
            }
            return;
        }
        wait.stop();
        Computer.threadPoolForRemoting.execute(() -> {
            wait.abandon(build, options.cancelOnAbort());
            getContext().onFailure(cause);
        });
    }

    @Override
    public final String getStatus() {
        return wait == null ? super.getStatus() : "waiting for activities of project " + partResult.getProject();
    }
}
