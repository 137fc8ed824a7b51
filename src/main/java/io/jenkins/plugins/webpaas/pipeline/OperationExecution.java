package io.jenkins.plugins.webpaas.pipeline;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.webpaas.build.OperationStart;
import io.jenkins.plugins.webpaas.build.WaitOptions;
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
    public boolean start() {
        run(this::begin);
        return false;
    }

    private void begin() throws Exception {
        getContext().saveState().get(); // so that a crash does not make the Pipeline begin it twice
        follow(operation.run(build(), getContext().get(Run.class)));
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
