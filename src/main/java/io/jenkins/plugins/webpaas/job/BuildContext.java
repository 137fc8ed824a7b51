package io.jenkins.plugins.webpaas.job;

import hudson.model.TaskListener;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A build that has sessions. It is asked anew each time, since controllers are restarted and tokens are replaced. */
@Restricted(NoExternalUse.class)
public interface BuildContext {
    /** @throws IOException with a message for the user, if there is none (any more) */
    ApiToken token() throws IOException, InterruptedException;

    /** Id of the credential that has the token, as the user wrote it. */
    String credentialsId();

    /** Id by which Jenkins finds the build again. */
    String runId() throws IOException, InterruptedException;

    /** @throws IOException if the build log cannot be written to (any more) */
    TaskListener log() throws IOException, InterruptedException;

    /** Writes a sentence to the build log, if there is one. */
    default void say(String sentence) {
        try {
            log().getLogger().println("[Web PaaS] " + sentence);
        } catch (IOException e) {
            Logger.getLogger(BuildContext.class.getName()).log(Level.FINE, "The build log cannot be written to", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether nobody will close its sessions any more. */
    boolean isOver();
}
