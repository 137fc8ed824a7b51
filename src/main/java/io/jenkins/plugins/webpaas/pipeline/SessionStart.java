package io.jenkins.plugins.webpaas.pipeline;

import io.jenkins.plugins.webpaas.session.Session;
import java.util.concurrent.CompletableFuture;

/**
 * A session that opens.
 *
 * @param ready completes when its variables can be used
 * @param done completes when all is done, also after a failure
 */
record SessionStart(CompletableFuture<Session> ready, CompletableFuture<Void> done) {
    SessionStart() {
        this(new CompletableFuture<>(), new CompletableFuture<>());
    }

    static SessionStart failed(Exception e) {
        return new SessionStart(CompletableFuture.failedFuture(e), CompletableFuture.completedFuture(null));
    }
}
