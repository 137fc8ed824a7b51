package io.jenkins.plugins.webpaas.ssh.socket;

/** Answers one client's requests, one after the other. */
@FunctionalInterface
public interface RequestHandler {

    /**
     * Answers a request.
     *
     * @param request the request without its length; never empty
     * @return the answer without its length
     */
    byte[] answer(byte[] request);
}
