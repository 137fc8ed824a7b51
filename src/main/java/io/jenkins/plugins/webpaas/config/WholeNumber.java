package io.jenkins.plugins.webpaas.config;

import hudson.util.FormValidation;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Reads whole numbers from 0 on, as forms send them. Jenkins itself makes 0 or nothing of all else. */
@Restricted(NoExternalUse.class)
public final class WholeNumber {
    private WholeNumber() {}

    /**
     * Checks what was entered; nothing is right as well.
     *
     * @throws IllegalArgumentException if it is no such number, saying so in the reader's language
     */
    public static void check(String field, String text) {
        parse(field, text, 0);
    }

    /** Checks a field of a form that may lack it. */
    public static void check(String field, JSONObject form) {
        check(field, form.optString(field));
    }

    /** The same for the form. */
    public static FormValidation validate(String field, String text) {
        try {
            check(field, text);
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /**
     * @param empty what an empty field means
     * @throws IllegalArgumentException if it is no such number
     */
    static int parse(String field, String text, int empty) {
        if (text == null || text.isBlank()) {
            return empty;
        }
        try {
            int number = Integer.parseInt(text.trim());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // as a negative one
        }
        throw new IllegalArgumentException(FieldLabels.say(field, Messages.WholeNumber_Invalid(text.trim())));
    }
}
