package io.jenkins.plugins.webpaas.pipeline;

import hudson.model.Computer;
import io.jenkins.plugins.webpaas.session.PendingSession;
import io.jenkins.plugins.webpaas.session.Session;
import io.jenkins.plugins.webpaas.session.SshMode;
import java.io.IOException;
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

    /** Is ready as soon as the node is, but for key and certificate in files, which are there only when all is done. */
    void follow(PendingSession opening) {
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                Session session = opening.onNode();
                if (session.ssh() != SshMode.FILES) {
                    ready.complete(session);
                }
            } catch (IOException | InterruptedException e) {
                ready.completeExceptionally(e);
            }
        });
    }
}
