package io.jenkins.plugins.webpaas.pipeline;

/** Says what is wrong in the form of a step. The snippet generator shows that in place of a script, and a FormException not at all. */
final class InvalidFormException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param problem names the field by its label; it is all that is printed */
    InvalidFormException(String problem) {
        super(problem, null, false, false);
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
