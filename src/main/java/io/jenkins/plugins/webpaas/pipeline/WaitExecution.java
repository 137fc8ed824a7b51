package io.jenkins.plugins.webpaas.pipeline;

import hudson.model.Run;
import io.jenkins.plugins.webpaas.activity.OperationResult;
import io.jenkins.plugins.webpaas.build.OperationStart.Started;
import io.jenkins.plugins.webpaas.build.WaitOptions;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Waits, and starts nothing. */
final class WaitExecution extends ActivityExecution {
    private static final long serialVersionUID = 1;

    private final Wanted wanted;

    WaitExecution(StepContext context, String credentialsId, Wanted wanted, WaitOptions options) {
        super(context, credentialsId, options);
        this.wanted = wanted;
    }

    @Override
    Started begin(PipelineBuild build, Run<?, ?> run) {
        return new Started(OperationResult.of(wanted.project(), wanted.environment(), List.of()), wanted.awaited());
    }

    @Override
    void beginAgain() {
        start();
    }
}
