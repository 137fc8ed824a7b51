package io.jenkins.plugins.webpaas.pipeline;

import hudson.model.Computer;
import io.jenkins.plugins.webpaas.session.PendingSession;
import io.jenkins.plugins.webpaas.session.Session;
import io.jenkins.plugins.webpaas.session.SshMode;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * The opening of a session.
 *
 * @param ready completes when steps can use the session's variables
 * @param done completes when the opening has ended, also after a failure
 */
record SessionStart(CompletableFuture<Session> ready, CompletableFuture<Void> done) {
    SessionStart() {
        this(new CompletableFuture<>(), new CompletableFuture<>());
    }

    static SessionStart failed(Exception e) {
        return new SessionStart(CompletableFuture.failedFuture(e), CompletableFuture.completedFuture(null));
    }

    /**
     * Completes {@code ready} as soon as the node has the session. A session with key and certificate in files is not ready before its
     * certificate is there.
     */
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
