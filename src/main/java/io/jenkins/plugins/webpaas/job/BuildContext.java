package io.jenkins.plugins.webpaas.job;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.credentials.ApiTokens;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The build that a session, wait or operation belongs to. Its methods look everything up at each call, because controllers restart and
 * administrators replace tokens.
 */
@Restricted(NoExternalUse.class)
public interface BuildContext {
    /** Returns the credential, as the user wrote it. */
    TokenReference reference();

    Run<?, ?> run() throws IOException;

    /** @throws IOException if the build log is not available */
    TaskListener log() throws IOException;

    /** @throws IOException with a message for users, if the build may use no such token */
    default ApiToken token() throws IOException {
        return ApiTokens.find(run(), reference());
    }

    /** Returns the build log; a listener that drops all lines if the log is not available. */
    default TaskListener logIfAvailable() {
        try {
            return log();
        } catch (IOException e) {
            Logger.getLogger(BuildContext.class.getName()).log(Level.FINE, "The build log cannot be written to", e);
            return TaskListener.NULL;
        }
    }

    default void say(String sentence) {
        say(logIfAvailable(), sentence);
    }

    static void say(TaskListener log, String sentence) {
        log.getLogger().println("[Web PaaS] " + sentence);
    }

    /** Tells whether the build is over, so that it closes no session any more. */
    boolean isOver();
}
