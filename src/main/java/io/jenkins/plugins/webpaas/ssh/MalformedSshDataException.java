package io.jenkins.plugins.webpaas.ssh;

/** Bytes do not follow the encoding of the SSH protocol. */
public final class MalformedSshDataException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedSshDataException(String message) {
        super(message);
    }
}
