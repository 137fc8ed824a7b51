package io.jenkins.plugins.webpaas.step;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.webpaas.activity.Outcome;
import io.jenkins.plugins.webpaas.job.ActivityWait;
import io.jenkins.plugins.webpaas.job.EnclosingLogin;
import io.jenkins.plugins.webpaas.job.FreestyleBuild;
import io.jenkins.plugins.webpaas.job.OperationResult;
import io.jenkins.plugins.webpaas.step.OperationStart.StartedOperation;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/**
 * Starts the parts of an operation and waits for their activities, in the thread of a freestyle build.
 *
 * @param login around the step; null for none
 * @param changesAddresses tells whether the environment has other addresses after a step with this result
 */
record FreestyleExecution(
        FreestyleBuild build,
        EnclosingLogin login,
        WaitOptions options,
        Parts parts,
        Predicate<OperationResult> changesAddresses)
        implements WebPaasStep.Work {

    /** The parts of an operation, by numbers from 0 on. */
    interface Parts {
        StartedOperation start(int part) throws IOException, InterruptedException;
    }

    @Override
    public void run() throws IOException, InterruptedException {
        Instant deadline = null;
        boolean isOver = false;
        for (int part = 0; !isOver; part++) {
            StartedOperation started = parts.start(part);
            if (deadline == null) {
                deadline = options.deadline();
            }
            isOver = started.isLast();
            OperationResult result = started.result();
            Optional<String> summary = Optional.empty();
            if (started.state() == null || options.noWait() && isOver) {
                options.logNoWait(build, started);
            } else {
                ActivityWait wait = new ActivityWait(started.state().until(deadline));
                Outcome outcome = await(wait);
                summary = options.end(build, wait, outcome);
                if (outcome.status() == Outcome.Status.UNSTABLE) {
                    build.run().setResult(Result.UNSTABLE);
                }
                isOver |= outcome.isFailure();
                result = result.ended(outcome);
            }
            if (isOver && !options.noWait() && changesAddresses.test(result)) {
                EnvironmentUpdate.add(build, login, result, summary);
            } else {
                summary.ifPresent(build::say);
            }
        }
    }

    /** @throws AbortException if the outcome of the activities cannot be known */
    private Outcome await(ActivityWait wait) throws AbortException, InterruptedException {
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        wait.start(build, build.run(), new ActivityWait.EndListener() {
            @Override
            public void ended(Outcome outcome) {
                end.complete(outcome);
            }

            @Override
            public void failed(IOException failure) {
                end.completeExceptionally(failure);
            }
        });
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new AbortException(e.getCause().getMessage());
        } catch (InterruptedException e) {
            wait.stop();
            wait.abandon(build, options.cancelOnAbort());
            throw e;
        }
    }
}
