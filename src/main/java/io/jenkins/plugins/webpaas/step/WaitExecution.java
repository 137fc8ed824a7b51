package io.jenkins.plugins.webpaas.step;

import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.job.OperationResult;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Waits for activities that were started before. */
final class WaitExecution extends ActivityExecution {
    private static final long serialVersionUID = 1;

    private final WaitTarget target;

    WaitExecution(StepContext context, TokenReference token, WaitTarget target, WaitOptions options) {
        super(context, token, options);
        this.target = target;
    }

    @Override
    public boolean start() throws Exception {
        follow(target.started());
        return false;
    }

    @Override
    boolean changesAddresses(OperationResult result) {
        return target.changesAddresses(result);
    }
}
