package io.jenkins.plugins.webpaas.client;

import java.io.IOException;

/** Where somebody who starts an operation keeps what must outlive a crash. */
public interface Journal {
    /**
     * Called before the request is sent, which it is only if this returns.
     *
     * @throws IOException if it cannot be kept; then nothing is started
     */
    void keep(Asked asked) throws IOException;
}
