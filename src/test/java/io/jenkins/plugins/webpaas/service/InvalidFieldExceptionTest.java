package io.jenkins.plugins.webpaas.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the texts of invalid fields in all languages. */
class InvalidFieldExceptionTest {
    @Test
    void aFormIsToldInTheReadersLanguageAndALogInEnglish() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.FRENCH);
        try {
            InvalidFieldException problem = catchThrowableOfType(
                    InvalidFieldException.class, () -> SshHosts.of(List.of(), UnknownHosts.REFUSE));

            assertThat(problem).hasMessage("sshDomains: is missing. Enter at least one, such as *.example.com");
            assertThat(reason(problem, Locale.FRANCE))
                    .isEqualTo("manque. Saisissez-en au moins un, comme *.example.com");
            assertThat(reason(problem, Locale.ENGLISH)).startsWith("is missing");
            assertThat(reason(problem, Locale.JAPANESE)).startsWith("is missing");
        } finally {
            Locale.setDefault(before);
        }
    }

    /** A text is a format, which a brace or an apostrophe can break. */
    @ParameterizedTest
    @MethodSource("problems")
    void eachTextShowsItsValues(String key) {
        for (Locale language : List.of(Locale.ENGLISH, Locale.FRENCH)) {
            String text = reason(new InvalidFieldException("field", key, "ONE", "TWO", "THREE"), language);

            assertThat(text).doesNotContain("''").doesNotContainPattern("\\{\\d}");
        }
    }

    @Test
    void theProblemOfAnotherFieldWithinAProblemIsInTheSameLanguage() {
        InvalidFieldException name = new InvalidFieldException("name", "name.missing");
        InvalidFieldException problem = new InvalidFieldException("service", "service.leftOut", "eu", name);

        assertThat(problem)
                .hasMessage("service: 'eu' is left out: Service 'eu', name: is missing. Mend it in the system"
                        + " configuration");
        assertThat(reason(problem, Locale.FRENCH))
                .isEqualTo("'eu' est laissé de côté : service « eu », name = manque. Corrigez-le dans la configuration"
                        + " du système");
    }

    private static String reason(InvalidFieldException problem, Locale language) {
        return problem.reason(language, other -> other.field() + " = " + reason(other, language));
    }

    static List<String> problems() {
        return List.copyOf(ResourceBundle.getBundle("io.jenkins.plugins.webpaas.service.Problems", Locale.ROOT)
                .keySet());
    }

    /** A field accepts all values that its message describes, and no others. */
    @ParameterizedTest
    @ValueSource(strings = {"-", "_x", ".x", "a/b"})
    void theSentenceOfACommandSaysAll(String command) {
        assertThat(catchThrowableOfType(InvalidFieldException.class, () -> new VendorCliNames(command, "UPSUN_CLI_")))
                .hasMessage("cliCommand: '" + command
                        + "' must consist of letters, digits, '.', '_' and '-', and begin with a letter or digit");
    }

    @Test
    void theSentenceOfAPrefixSaysAll() {
        for (String prefix : List.of("_", "9_", "_A_", "A")) {
            assertThat(catchThrowableOfType(InvalidFieldException.class, () -> new VendorCliNames("upsun", prefix)))
                    .hasMessageEndingWith("with a letter at the beginning and '_' at the end");
        }
        assertThat(new VendorCliNames("7z.x_y-z", "A9_").command()).isEqualTo("7z.x_y-z");
    }
}
