package io.jenkins.plugins.webpaas.pipeline;

import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.job.OperationResult;
import io.jenkins.plugins.webpaas.job.OperationStart.Started;
import io.jenkins.plugins.webpaas.job.WaitOptions;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Waits, and starts nothing. */
final class WaitExecution extends ActivityExecution {
    private static final long serialVersionUID = 1;

    private final WaitTarget wanted;

    WaitExecution(StepContext context, TokenReference token, WaitTarget wanted, WaitOptions options) {
        super(context, token, options);
        this.wanted = wanted;
    }

    @Override
    public boolean start() throws Exception {
        follow(new Started(OperationResult.of(wanted.project(), wanted.environment(), List.of()), wanted.awaited()));
        return false;
    }

    @Override
    void resumeBeforeWaiting() {
        try {
            start();
        } catch (Exception e) {
            getContext().onFailure(e);
        }
    }
}
