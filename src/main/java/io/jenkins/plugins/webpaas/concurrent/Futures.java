package io.jenkins.plugins.webpaas.concurrent;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Reads the results of tasks that run at the same time. */
public final class Futures {
    private Futures() {}

    /** Waits for a result. Throws an {@link IOException} of the task as it is, and any other failure as the cause of one. */
    public static <T> T of(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(e.getCause());
        }
    }
}
