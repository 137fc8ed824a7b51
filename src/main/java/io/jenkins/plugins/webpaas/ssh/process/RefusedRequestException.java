package io.jenkins.plugins.webpaas.ssh.process;

import java.io.IOException;

/** The SSH agent's process is there, and refuses a request, with the reason as message. */
public final class RefusedRequestException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedRequestException(String message) {
        super(message);
    }
}
