package io.jenkins.plugins.webpaas.pipeline;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.webpaas.build.OperationStart;
import io.jenkins.plugins.webpaas.build.OperationStart.Started;
import io.jenkins.plugins.webpaas.build.WaitOptions;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Starts an operation, once. */
final class OperationExecution extends ActivityExecution {
    private static final long serialVersionUID = 1;

    private final OperationStart operation;
    private transient volatile FutureTask<Started> asking;
    private transient volatile Throwable stopCause;

    OperationExecution(StepContext context, String credentialsId, OperationStart operation, WaitOptions options) {
        super(context, credentialsId, options);
        this.operation = operation;
    }

    @Override
    public boolean start() {
        asking = new FutureTask<>(() -> {
            getContext().saveState().get(); // so that a crash does not make the Pipeline begin it twice
            return operation.run(build(), getContext().get(Run.class));
        });
        run(this::begin);
        return false;
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

    @Override
    void resumeBeforeWaiting() {
        getContext()
                .onFailure(new AbortException("Jenkins was stopped while it asked for the "
                        + operation.operation().name()
                        + ", which may have begun. Look at the activities of environment '"
                        + operation.target().environment() + "' of project '"
                        + operation.target().project() + "' before you start it again"));
    }
}
