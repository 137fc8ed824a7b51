package io.jenkins.plugins.webpaas.config;

import hudson.util.FormValidation;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jvnet.localizer.LocaleProvider;
import org.jvnet.localizer.ResourceBundleHolder;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The labels of fields in forms. Scripts and configuration as code use the names of the fields instead. */
@Restricted(NoExternalUse.class)
public final class FieldLabels {
    /** The prefix of the keys in {@code Messages.properties}. The name of the field follows. */
    private static final String KEY = "Field.";

    private static final ResourceBundleHolder LABELS = ResourceBundleHolder.get(Messages.class);

    /** The name of a field in a message: at the beginning, or after the name of the field's owner and a comma. */
    private static final Pattern NAME = Pattern.compile("(?<=^|, )\\w+(?=: )");

    private FieldLabels() {}

    /** Returns the field's label and the reason, in the reader's language. */
    public static String say(InvalidFieldException problem) {
        return say(problem.field(), problem.reason(LocaleProvider.getLocale(), FieldLabels::say));
    }

    /** Returns the field's label and the given reason, which is in the reader's language. */
    static String say(String field, String reason) {
        return Messages.FieldLabels_problem(LABELS.format(KEY + field), reason);
    }

    /** Returns the result of a check of a form. The check throws an {@link InvalidFieldException} for an invalid value. */
    public static FormValidation check(Runnable check) {
        try {
            check.run();
            return FormValidation.ok();
        } catch (InvalidFieldException e) {
            return error(e);
        }
    }

    public static FormValidation error(InvalidFieldException problem) {
        return FormValidation.error(say(problem));
    }

    /** Replaces the names of fields in the first line of a message by their English labels, for builds of freestyle jobs. */
    public static String inMessage(String message) {
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        String rest = message.substring(line.length());
        return NAME.matcher(line).replaceAll(name -> Matcher.quoteReplacement(englishLabel(name.group()))) + rest;
    }

    private static String englishLabel(String field) {
        ResourceBundle english = LABELS.get(Locale.ENGLISH);
        return english.containsKey(KEY + field) ? english.getString(KEY + field) : field;
    }
}
