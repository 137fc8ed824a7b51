package io.jenkins.plugins.webpaas.service;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/**
 * Input that cannot be used as it was entered. The message is English and begins with the field's name, as scripts and configuration as
 * code write it; a form puts its own label before {@link #reason}.
 */
public final class InvalidFieldException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String field;
    private final String problem;
    private final String[] values;

    /**
     * @param field name of the field at fault
     * @param problem a key of {@code Problems.properties}
     * @param values what the text of the problem shows
     */
    public InvalidFieldException(String field, String problem, String... values) {
        super(field + ": " + text(problem, values, Locale.ROOT));
        this.field = field;
        this.problem = problem;
        this.values = values.clone();
    }

    /** The name of the field at fault, as scripts and configuration as code write it; never null. */
    public String field() {
        return field;
    }

    /** The message without the field; English for a language that it is not translated to. */
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
