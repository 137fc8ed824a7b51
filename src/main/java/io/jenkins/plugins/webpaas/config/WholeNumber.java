package io.jenkins.plugins.webpaas.config;

import hudson.util.FormValidation;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Reads whole numbers from 0 on from forms. Jenkins itself would turn other text into 0 or drop it. */
@Restricted(NoExternalUse.class)
public final class WholeNumber {
    private WholeNumber() {}

    /** Checks the text of a field; an empty text is valid. */
    public static FormValidation validate(String field, String text) {
        try {
            parse(field, text, 0);
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /**
     * @param empty the value of an empty field
     * @throws IllegalArgumentException if the text is no such number, with a message in the reader's language
     */
    public static int parse(String field, String text, int empty) {
        if (text == null || text.isBlank()) {
            return empty;
        }
        try {
            int number = Integer.parseInt(text.trim());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, like negative numbers.
        }
        throw new IllegalArgumentException(FieldLabels.say(field, Messages.WholeNumber_Invalid(text.trim())));
    }
}
