package io.jenkins.plugins.webpaas.service;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/**
 * Says that a field has an invalid value. The message is English and begins with the field's name, as scripts and configuration as code write
 * it. A form shows its own label and {@link #reason} instead.
 */
public final class InvalidFieldException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String field;
    private final String problem;
    private final String[] values;

    /**
     * @param field name of the invalid field
     * @param problem a key of {@code Problems.properties}
     * @param values values that the text shows
     */
    public InvalidFieldException(String field, String problem, String... values) {
        super(field + ": " + text(problem, values, Locale.ROOT));
        this.field = field;
        this.problem = problem;
        this.values = values.clone();
    }

    /** Returns the name of the invalid field, as scripts and configuration as code write it; never null. */
    public String field() {
        return field;
    }

    /** Returns the message without the field. English stands for a language without a translation. */
    public String reason(Locale language) {
        return text(problem, values, language);
    }

    private static String text(String problem, String[] values, Locale language) {
        ResourceBundle texts = ResourceBundle.getBundle(
                InvalidFieldException.class.getPackageName() + ".Problems",
                language,
                InvalidFieldException.class.getClassLoader(),
                Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
        return new MessageFormat(texts.getString(problem), Locale.ROOT).format(values);
    }
}
