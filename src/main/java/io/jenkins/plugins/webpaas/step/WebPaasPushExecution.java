package io.jenkins.plugins.webpaas.step;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.job.OperationResult;
import io.jenkins.plugins.webpaas.job.PushedCommit;
import io.jenkins.plugins.webpaas.step.OperationStart.StartedOperation;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Pushes a commit and waits for its deployment. After a restart of the controller before the wait, the push is repeated. */
final class WebPaasPushExecution extends ActivityExecution {
    private static final long serialVersionUID = 1;

    private final PushStart push;
    private volatile PushedCommit commit;

    WebPaasPushExecution(StepContext context, TokenReference token, PushStart push, WaitOptions options) {
        super(context, token, options);
        this.push = push;
    }

    @Override
    boolean changesAddresses(OperationResult result) {
        return true;
    }

    @Override
    public boolean start() {
        runInBackground(this::push);
        return false;
    }

    private StartedOperation push() throws IOException, InterruptedException {
        WorkspaceGit workspace = new WorkspaceGit(
                getContext().get(FilePath.class),
                getContext().get(Launcher.class),
                getContext().get(EnvVars.class),
                getContext().get(TaskListener.class));
        return push.run(build(), workspace, commit, this::keep);
    }

    private void keep(PushedCommit next) throws IOException {
        commit = next;
        save("nothing was pushed");
    }

    @Override
    void logStop() {
        build().say("The push was stopped. The service may have the commit, and deploy it");
    }
}
