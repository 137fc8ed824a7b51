package io.jenkins.plugins.webpaas.ssh;

import java.io.IOException;

/** The certifier's certificate does not fit the request, or cannot be used now. */
public final class InvalidCertificateException extends IOException {
    private static final long serialVersionUID = 1;

    public InvalidCertificateException(String message) {
        super(message);
    }
}
