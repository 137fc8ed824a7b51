package io.jenkins.plugins.webpaas.session;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What comes of things done at the same time. */
final class Results {
    private Results() {}

    /** Waits for a result. A failure is thrown as it was there, if it is one that callers know. */
    static <T> T of(Future<T> future) throws IOException, InterruptedException {
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
