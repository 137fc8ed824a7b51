package io.jenkins.plugins.webpaas.pipeline;

import hudson.remoting.ProxyException;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The end of a block's body: what the block returns, or why the body failed. */
final class BodyResultState implements Serializable {
    private static final long serialVersionUID = 1;

    /** What is saved of the two: something that Java cannot save would keep the whole Pipeline from being saved. */
    private final Object savedResult;

    private final Throwable savedFailure;

    private final transient Object result;
    private final transient Throwable failure;

    private BodyResultState(Object result, Throwable failure) {
        this.result = result;
        this.failure = failure;
        savedResult = canBeSaved(result) ? result : null;
        savedFailure = canBeSaved(failure) ? failure : new ProxyException(failure);
    }

    /** @param result null for none */
    static BodyResultState success(Object result) {
        return new BodyResultState(result, null);
    }

    static BodyResultState failure(Throwable failure) {
        return new BodyResultState(null, failure);
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

    /** The failure of the body; null if the body succeeded. */
    Throwable failure() {
        return failure;
    }

    /** Ends the step in the same way. */
    void tell(StepContext context) {
        if (failure == null) {
            context.onSuccess(result);
        } else {
            context.onFailure(failure);
        }
    }
}
