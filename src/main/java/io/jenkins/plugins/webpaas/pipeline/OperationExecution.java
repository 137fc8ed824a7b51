package io.jenkins.plugins.webpaas.pipeline;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.webpaas.build.OperationStart;
import io.jenkins.plugins.webpaas.build.OperationStart.Started;
import io.jenkins.plugins.webpaas.build.WaitOptions;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Starts an operation, once. */
final class OperationExecution extends ActivityExecution {
    private static final long serialVersionUID = 1;

    private final OperationStart operation;

    OperationExecution(StepContext context, String credentialsId, OperationStart operation, WaitOptions options) {
        super(context, credentialsId, options);
        this.operation = operation;
    }

    @Override
    Started begin(PipelineBuild build, Run<?, ?> run) throws IOException, InterruptedException {
        return operation.run(build, run);
    }

    @Override
    void beginAgain() {
        getContext()
                .onFailure(new AbortException("Jenkins was stopped while it asked for the "
                        + operation.operation().name()
                        + ", which may have begun. Look at the activities of environment '"
                        + operation.target().environment() + "' of project '"
                        + operation.target().project() + "' before you start it again"));
    }
}
