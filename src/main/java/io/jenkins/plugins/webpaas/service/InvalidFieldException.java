package io.jenkins.plugins.webpaas.service;

import java.io.Serializable;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.function.Function;

/**
 * Says that a field has an invalid value. The message is English and begins with the field's name, as scripts and configuration as code write
 * it. A form shows its own label and {@link #reason} instead.
 */
public final class InvalidFieldException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String field;
    private final String problem;
    private final Serializable[] values;

    /**
     * @param field name of the invalid field
     * @param problem a key of {@code Problems.properties}
     * @param values what the text shows: texts, or the problem of another field, which is shown in the reader's language
     */
    public InvalidFieldException(String field, String problem, Serializable... values) {
        super(field + ": " + text(problem, values, Locale.ROOT, Throwable::getMessage));
        this.field = field;
        this.problem = problem;
        this.values = values.clone();
    }

    /** Returns the name of the invalid field, as scripts and configuration as code write it; never null. */
    public String field() {
        return field;
    }

    /**
     * Returns the message without the field. English stands for a language without a translation.
     *
     * @param label returns the text for the problem of another field among the values
     */
    public String reason(Locale language, Function<InvalidFieldException, String> label) {
        return text(problem, values, language, label);
    }

    private static String text(
            String problem, Serializable[] values, Locale language, Function<InvalidFieldException, String> label) {
        ResourceBundle texts = ResourceBundle.getBundle(
                InvalidFieldException.class.getPackageName() + ".Problems",
                language,
                InvalidFieldException.class.getClassLoader(),
                Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
        Object[] shown = Arrays.stream(values)
                .map(value -> value instanceof InvalidFieldException other ? label.apply(other) : value)
                .toArray();
        return new MessageFormat(texts.getString(problem), Locale.ROOT).format(shown);
    }
}
