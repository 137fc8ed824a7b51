package io.jenkins.plugins.webpaas.concurrent;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What comes of things done at the same time. */
public final class Futures {
    private Futures() {}

    /** Waits for a result. A failure is thrown as it was there, if it is one that callers know. */
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
