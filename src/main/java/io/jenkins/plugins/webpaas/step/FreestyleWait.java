package io.jenkins.plugins.webpaas.step;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.webpaas.activity.Outcome;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.job.ActivityWait;
import io.jenkins.plugins.webpaas.job.FreestyleBuild;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for activities in the thread of a freestyle build. */
final class FreestyleWait {
    private final FreestyleBuild build;
    private final WaitOptions options;
    private Optional<String> summary = Optional.empty();

    FreestyleWait(FreestyleBuild build, WaitOptions options) {
        this.build = build;
        this.options = options;
    }

    /** Returns how long the last wait took, and its outcome; empty if there was nothing to wait for. */
    Optional<String> summary() {
        return summary;
    }

    void saySummary() {
        summary.ifPresent(build::say);
        summary = Optional.empty();
    }

    /**
     * Waits for the end of activities.
     *
     * @param deadline null for none
     * @throws AbortException if the outcome of the activities fails the build
     */
    Outcome await(WaitState state, Instant deadline) throws IOException, InterruptedException {
        ActivityWait wait = new ActivityWait(state.until(deadline));
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
            Outcome outcome = end.get();
            summary = options.end(build, wait, outcome);
            if (outcome.status() == Outcome.Status.UNSTABLE) {
                build.run().setResult(Result.UNSTABLE);
            }
            return outcome;
        } catch (ExecutionException e) {
            throw new AbortException(e.getCause().getMessage());
        } catch (InterruptedException e) {
            wait.stop();
            wait.abandon(build, options.cancelOnAbort());
            throw e;
        }
    }
}
