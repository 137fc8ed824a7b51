package io.jenkins.plugins.webpaas.step;

import io.jenkins.plugins.webpaas.api.PendingRequest;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.job.OperationResult;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Starts an operation at most once, also if the controller restarts meanwhile, and waits for it. */
final class OperationExecution extends ActivityExecution {
    private static final long serialVersionUID = 1;

    private final OperationStart operation;
    private int part;
    private volatile PendingRequest pendingRequest;

    OperationExecution(StepContext context, TokenReference token, OperationStart operation, WaitOptions options) {
        super(context, token, options);
        this.operation = operation;
    }

    @Override
    public boolean start() {
        runInBackground(() -> operation.run(part, build(), this::keep));
        return false;
    }

    /** Saves the request before it is sent: without a saved request, the operation has not started. */
    private void keep(PendingRequest request) throws IOException {
        pendingRequest = request;
        save("nothing was started");
    }

    @Override
    boolean changesAddresses(OperationResult result) {
        return operation.changesAddresses();
    }

    @Override
    void resumeBeforeWaiting() {
        if (pendingRequest == null) {
            start();
        } else {
            runInBackground(() -> operation.find(part, build(), pendingRequest));
        }
    }

    @Override
    void startNextPart() {
        part++;
        pendingRequest = null;
        start();
    }
}
