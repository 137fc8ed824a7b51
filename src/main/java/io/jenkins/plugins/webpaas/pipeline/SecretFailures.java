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
 * Masks a secret in the failure of a block, which Jenkins prints and keeps where no log filter sees it (SECURITY-3499). A failure that contains the
 * secret is replaced by a failure with the masked message. Whether it is an interruption or the loss of a node is kept.
 */
final class SecretFailures implements FailureHandler {
    private static final long serialVersionUID = 1;

    private final FailureHandler outer;
    private final SecretPattern pattern;

    /** @param outer is applied first; may be null */
    SecretFailures(FailureHandler outer, String secret) {
        this.outer = outer;
        pattern = SecretPattern.of(secret);
    }

    @Override
    @NonNull
    public Throwable handle(@NonNull StepContext context, @NonNull Throwable failure) {
        Throwable visible = outer == null ? failure : outer.handle(context, failure);
        Pattern secret = pattern.compile();
        return contains(visible, secret) ? masked(visible, secret) : visible;
    }

    /** Returns a masked failure. An interruption stays one, and the loss of a node stays the cause, because Jenkins acts on both. */
    private static Throwable masked(Throwable failure, Pattern secret) {
        if (failure instanceof FlowInterruptedException end) {
            FlowInterruptedException bare = new FlowInterruptedException(
                    end.getResult(), end.isActualInterruption(), end.getCauses().toArray(CauseOfInterruption[]::new));
            if (!contains(bare, secret)) {
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

    private static boolean contains(Throwable failure, Pattern secret) {
        return secret.matcher(Functions.printThrowable(failure)).find();
    }
}
