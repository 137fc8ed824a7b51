package io.jenkins.plugins.webpaas.service;

/** A service that cannot be used as it was described. */
public final class InvalidServiceException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String field;

    InvalidServiceException(String field, String message) {
        super(field + ": " + message);
        this.field = field;
    }

    /** The name of the field at fault, as in the system configuration; never null. */
    public String field() {
        return field;
    }
}
