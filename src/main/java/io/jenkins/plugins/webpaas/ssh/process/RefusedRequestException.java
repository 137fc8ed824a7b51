package io.jenkins.plugins.webpaas.ssh.process;

import java.io.IOException;

/** The SSH agent's process refuses a request; the message is the reason. */
public final class RefusedRequestException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedRequestException(String message) {
        super(message);
    }
}
