package io.jenkins.plugins.webpaas.step;

import hudson.model.Run;
import io.jenkins.plugins.webpaas.api.PendingRequest;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.step.OperationStart.StartedOperation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Starts an operation at most once, also if the controller restarts meanwhile, and waits for it. */
final class OperationExecution extends ActivityExecution {
    private static final long serialVersionUID = 1;

    private final OperationStart operation;
    private int part;
    private volatile PendingRequest pendingRequest;
    private transient volatile FutureTask<StartedOperation> startTask;
    private transient volatile Throwable stopCause;

    OperationExecution(StepContext context, TokenReference token, OperationStart operation, WaitOptions options) {
        super(context, token, options);
        this.operation = operation;
    }

    @Override
    public boolean start() {
        runInBackground(() -> operation.run(part, build(), getContext().get(Run.class), this::keep));
        return false;
    }

    /** Saves the request before it is sent: without a saved request, the operation has not started. */
    private void keep(PendingRequest request) throws IOException {
        pendingRequest = request;
        try {
            getContext().saveState().get();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("Interrupted before an operation was started");
        } catch (ExecutionException e) {
            throw new IOException("The build could not be saved, and nothing was started: " + e.getCause(), e);
        }
    }

    @Override
    boolean changesAddresses() {
        return operation.changesAddresses();
    }

    @Override
    void resumeBeforeWaiting() {
        if (pendingRequest == null) {
            start();
        } else {
            runInBackground(() -> operation.find(part, build(), getContext().get(Run.class), pendingRequest));
        }
    }

    @Override
    void startNextPart() {
        part++;
        pendingRequest = null;
        start();
    }

    private void runInBackground(Callable<StartedOperation> start) {
        startTask = new FutureTask<>(start);
        run(this::startAndFollow);
    }

    private void startAndFollow() throws Exception {
        startTask.run();
        try {
            follow(startTask.get());
        } catch (CancellationException e) {
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

    /** Cancels the request before the step ends, so that the build log can say whether the operation may have started. */
    @Override
    void stopBeforeWaiting(Throwable cause) throws Exception {
        if (startTask == null) {
            super.stopBeforeWaiting(cause);
            return;
        }
        stopCause = cause;
        startTask.cancel(true);
    }
}
