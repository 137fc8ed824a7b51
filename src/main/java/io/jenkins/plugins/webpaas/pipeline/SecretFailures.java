package io.jenkins.plugins.webpaas.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Functions;
import hudson.remoting.Channel;
import io.jenkins.plugins.webpaas.job.SecretPattern;
import java.nio.channels.ClosedChannelException;
import java.util.regex.Pattern;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FailureHandler;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Masks a secret in the failure of a block, which Jenkins prints and keeps where no log filter sees it (SECURITY-3499). Such
 * a failure goes on as its masked message, and as the kind of failure that it is.
 */
final class SecretFailures implements FailureHandler {
    private static final long serialVersionUID = 1;

    private final FailureHandler outer;
    private final SecretPattern pattern;

    /** @param outer comes first; may be null */
    SecretFailures(FailureHandler outer, String secret) {
        this.outer = outer;
        pattern = SecretPattern.of(secret);
    }

    @Override
    @NonNull
    public Throwable handle(@NonNull StepContext context, @NonNull Throwable failure) {
        Throwable seen = outer == null ? failure : outer.handle(context, failure);
        Pattern secret = pattern.compile();
        return hasIn(seen, secret) ? masked(seen, secret) : seen;
    }

    /** The end of a build stays one, and the loss of a node stays its cause, for Jenkins acts on both. */
    private static Throwable masked(Throwable failure, Pattern secret) {
        if (failure instanceof FlowInterruptedException end) {
            FlowInterruptedException bare = new FlowInterruptedException(
                    end.getResult(), end.isActualInterruption(), end.getCauses().toArray(CauseOfInterruption[]::new));
            if (!hasIn(bare, secret)) {
                return bare;
            }
        }
        AbortException abort =
                new AbortException(secret.matcher(failure.toString()).replaceAll("****"));
        if (Channel.isClosedChannelException(failure)) {
            abort.initCause(new ClosedChannelException());
        }
        return abort;
    }

    private static boolean hasIn(Throwable failure, Pattern secret) {
        return secret.matcher(Functions.printThrowable(failure)).find();
    }
}
