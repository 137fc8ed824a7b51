package io.jenkins.plugins.webpaas.pipeline;

import hudson.model.Run;
import io.jenkins.plugins.webpaas.api.PendingRequest;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.job.OperationStart;
import io.jenkins.plugins.webpaas.job.OperationStart.Started;
import io.jenkins.plugins.webpaas.job.WaitOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Starts an operation, once. */
final class OperationExecution extends ActivityExecution {
    private static final long serialVersionUID = 1;

    private final OperationStart operation;
    private volatile PendingRequest asked;
    private transient volatile FutureTask<Started> asking;
    private transient volatile Throwable stopCause;

    OperationExecution(StepContext context, TokenReference token, OperationStart operation, WaitOptions options) {
        super(context, token, options);
        this.operation = operation;
    }

    @Override
    public boolean start() {
        begin(() -> operation.run(build(), getContext().get(Run.class), this::keep));
        return false;
    }

    /** From here on, and not before, it may have begun. */
    private void keep(PendingRequest asked) throws IOException {
        this.asked = asked;
        try {
            getContext().saveState().get();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("Interrupted before an operation was started");
        } catch (ExecutionException e) {
            throw new IOException("The build could not be saved, and nothing was started: " + e.getCause(), e);
        }
    }

    @Override
    void resumeBeforeWaiting() {
        if (asked == null) {
            start();
        } else {
            begin(() -> operation.find(build(), getContext().get(Run.class), asked));
        }
    }

    private void begin(Callable<Started> ask) {
        asking = new FutureTask<>(ask);
        run(this::begin);
    }

    private void begin() throws Exception {
        asking.run();
        try {
            follow(asking.get());
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

    /** The request is ended first, and the step thereafter, so that the build log can say what that means. */
    @Override
    void stopBeforeWaiting(Throwable cause) throws Exception {
        if (asking == null) {
            super.stopBeforeWaiting(cause);
            return;
        }
        stopCause = cause;
        asking.cancel(true);
    }
}
