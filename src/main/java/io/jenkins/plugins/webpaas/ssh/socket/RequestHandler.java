package io.jenkins.plugins.webpaas.ssh.socket;

/** The answers to one client's requests, which come one after the other. */
@FunctionalInterface
public interface RequestHandler {

    /**
     * Answers a request.
     *
     * @param request without its length; never empty
     * @return the answer without its length
     */
    byte[] answer(byte[] request);
}
