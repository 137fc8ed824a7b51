package io.jenkins.plugins.webpaas.build;

import io.jenkins.plugins.webpaas.client.ApiToken;
import java.io.IOException;

/** A build that has sessions. It is asked anew each time, since controllers are restarted and tokens are replaced. */
public interface Build {
    /** @throws IOException with a message for the user, if there is none (any more) */
    ApiToken token() throws IOException, InterruptedException;

    /** Writes a sentence to the build log. */
    void say(String sentence);

    /** Whether nobody will close its sessions any more. */
    boolean isOver();
}
