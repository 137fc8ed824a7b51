package io.jenkins.plugins.webpaas.pipeline;

import hudson.remoting.ProxyException;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The result of a block's body, or its failure. */
final class BodyResultState implements Serializable {
    private static final long serialVersionUID = 1;

    /** The result, or null if Java cannot serialize it: it would keep the whole Pipeline from being saved. */
    private final Object savedResult;

    /** The failure, or a proxy if Java cannot serialize it. */
    private final Throwable savedFailure;

    private final transient Object result;
    private final transient Throwable failure;

    /**
     * @param result null for none
     * @param failure null if the body succeeded
     */
    BodyResultState(Object result, Throwable failure) {
        this.result = result;
        this.failure = failure;
        savedResult = canBeSaved(result) ? result : null;
        savedFailure = canBeSaved(failure) ? failure : new ProxyException(failure);
    }

    private static boolean canBeSaved(Object object) {
        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            out.writeObject(object);
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private Object readResolve() {
        return new BodyResultState(savedResult, savedFailure);
    }

    /** Returns the failure of the body, or null if the body succeeded. */
    Throwable failure() {
        return failure;
    }

    /** Ends the step with this result. */
    void complete(StepContext context) {
        if (failure == null) {
            context.onSuccess(result);
        } else {
            context.onFailure(failure);
        }
    }
}
