package io.jenkins.plugins.webpaas.service;

/** A service that cannot be used as it was described. */
public final class InvalidServiceException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String field;
    private final String reason;

    InvalidServiceException(String field, String message) {
        super(field + ": " + message);
        this.field = field;
        this.reason = message;
    }

    /** The message without the field; never null. */
    public String reason() {
        return reason;
    }

    /** The name of the field at fault, as in the system configuration; never null. */
    public String field() {
        return field;
    }
}
