package io.jenkins.plugins.webpaas.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Functions;
import io.jenkins.plugins.webpaas.build.SecretPattern;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.steps.FailureHandler;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Masks a secret in the failure of a block, which Jenkins prints and keeps where no log filter sees it (SECURITY-3499). Such
 * a failure goes on as its masked message alone.
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
        return secret.matcher(Functions.printThrowable(seen)).find()
                ? new AbortException(secret.matcher(seen.toString()).replaceAll("****"))
                : seen;
    }
}
