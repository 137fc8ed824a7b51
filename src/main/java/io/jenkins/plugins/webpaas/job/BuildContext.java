package io.jenkins.plugins.webpaas.job;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
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
    /** @throws IOException with a message for users, if the build may use no such token */
    ApiToken token() throws IOException, InterruptedException;

    /** Returns the id of the credential, as the user wrote it. */
    String credentialsId();

    Run<?, ?> run() throws IOException, InterruptedException;

    /** @throws IOException if the build log is not available */
    TaskListener log() throws IOException, InterruptedException;

    /** Writes a sentence to the build log, if the log is available. */
    default void say(String sentence) {
        try {
            say(log(), sentence);
        } catch (IOException e) {
            Logger.getLogger(BuildContext.class.getName()).log(Level.FINE, "The build log cannot be written to", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void say(TaskListener log, String sentence) {
        log.getLogger().println("[Web PaaS] " + sentence);
    }

    /** Tells whether the build is over, so that it closes no session any more. */
    boolean isOver();
}
