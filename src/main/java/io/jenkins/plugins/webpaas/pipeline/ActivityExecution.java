package io.jenkins.plugins.webpaas.pipeline;

import hudson.AbortException;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.webpaas.activity.Outcome;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.job.ActivityWait;
import io.jenkins.plugins.webpaas.job.OperationResult;
import io.jenkins.plugins.webpaas.job.OperationStart.Started;
import io.jenkins.plugins.webpaas.job.WaitOptions;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Waits for activities; that holds no thread, and outlives this controller. */
abstract class ActivityExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1;

    private final PipelineBuild build;
    private final WaitOptions options;
    private OperationResult begun;
    private ActivityWait wait;

    ActivityExecution(StepContext context, TokenReference token, WaitOptions options) {
        super(context);
        this.build = new PipelineBuild(context, token);
        this.options = options;
    }

    /** What to do if this controller was started anew before there was anything to wait for. */
    abstract void resumeBeforeWaiting();

    final PipelineBuild build() {
        return build;
    }

    /** Waits for what was begun, if that is wanted and there is anything; returns at once. */
    final void follow(Started started) throws IOException, InterruptedException {
        begun = started.result();
        if (started.awaited() == null || options.noWait()) {
            options.sayWhoWaits(build, started);
            getContext().onSuccess(begun);
        } else {
            wait = new ActivityWait(options.limit(started.awaited()));
            getContext().saveState();
            await();
        }
    }

    private void await() throws IOException, InterruptedException {
        wait.start(build, getContext().get(Run.class), new ActivityWait.Ended() {
            @Override
            public void ended(Outcome outcome) {
                if (outcome.status() == Outcome.Status.TIMED_OUT) {
                    // It may be the service that is slow, which is asked to cancel.
                    Computer.threadPoolForRemoting.execute(() -> end(outcome));
                } else {
                    end(outcome);
                }
            }

            @Override
            public boolean isGone() {
                return isStepOver();
            }

            @Override
            public void failed(IOException why) {
                getContext().onFailure(new AbortException(why.getMessage()));
            }
        });
    }

    /** Steps that are terminated by force are not told so. */
    private boolean isStepOver() {
        try {
            return !getContext().get(FlowNode.class).isActive();
        } catch (IOException e) {
            return false; // as long as the build goes on
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void end(Outcome outcome) {
        OperationResult result = OperationResult.of(begun.getProject(), begun.getEnvironment(), outcome);
        if (!outcome.message().isEmpty() && !options.isFailure(outcome)) {
            build.say(outcome.brief());
        }
        if (outcome.status() == Outcome.Status.TIMED_OUT) {
            wait.abandon(build, options.cancelOnAbort());
        }
        if (options.isFailure(outcome)) {
            getContext().onFailure(new AbortException(outcome.brief()));
        } else {
            if (outcome.status() == Outcome.Status.UNSTABLE) {
                makeUnstable(outcome.message());
            }
            getContext().onSuccess(result);
        }
    }

    /** An activity that succeeded with a failed command in it is not green (protocol section 7). */
    private void makeUnstable(String message) {
        try {
            getContext().get(FlowNode.class).addAction(new WarningAction(Result.UNSTABLE).withMessage(message));
            getContext().get(Run.class).setResult(Result.UNSTABLE);
        } catch (IOException e) {
            build.say("The build could not be made unstable: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final void onResume() {
        if (wait == null) {
            resumeBeforeWaiting();
            return;
        }
        try {
            await();
        } catch (IOException | InterruptedException e) {
            getContext().onFailure(e);
        }
    }

    /** Called when the step is to end before there is anything to wait for. */
    void stopBeforeWaiting(Throwable cause) throws Exception {
        super.stop(cause);
    }

    @Override
    public final void stop(Throwable cause) throws Exception {
        if (wait == null) {
            stopBeforeWaiting(cause);
            return;
        }
        wait.stop();
        Computer.threadPoolForRemoting.execute(() -> {
            wait.abandon(build, options.cancelOnAbort());
            getContext().onFailure(cause);
        });
    }

    @Override
    public final String getStatus() {
        return wait == null ? super.getStatus() : "waiting for activities of project " + begun.getProject();
    }
}
