package io.jenkins.plugins.webpaas.ssh;

/** Bytes that are not what the SSH protocol says they should be. */
public final class MalformedSshDataException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedSshDataException(String message) {
        super(message);
    }
}
