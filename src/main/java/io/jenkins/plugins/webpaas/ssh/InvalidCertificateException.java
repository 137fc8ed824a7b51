package io.jenkins.plugins.webpaas.ssh;

import java.io.IOException;

/** A certificate that is not what was asked for, or that cannot be used now. */
public final class InvalidCertificateException extends IOException {
    private static final long serialVersionUID = 1;

    public InvalidCertificateException(String message) {
        super(message);
    }
}
