package io.jenkins.plugins.webpaas.step;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** An invalid value in the form of a step. The snippet generator shows the message in place of a script; it shows no FormException. */
@Restricted(NoExternalUse.class)
public final class InvalidFormException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param problem names the field by its label */
    InvalidFormException(String problem) {
        super(problem, null, false, false);
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
