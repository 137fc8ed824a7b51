package io.jenkins.plugins.webpaas.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.credentials.TokenHistory.TokenAge;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.localizer.LocaleProvider;

class TokenAgeTest {
    private final LocaleProvider usual = LocaleProvider.getProvider();

    @AfterEach
    void useTheUsualLanguage() {
        LocaleProvider.setProvider(usual);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | 0    |   | Stored today, and not used by a build yet.
            en | 1    | 0 | Stored for one day, last used today.
            en | 1200 | 1 | Stored for 1,200 days, last used yesterday.
            en | 41   | 3 | Stored for 41 days, last used 3 days ago.
            fr | 0    |   | Enregistré aujourd'hui, pas encore utilisé par un build.
            fr | 1    | 0 | Enregistré depuis un jour, utilisé pour la dernière fois aujourd'hui.
            fr | 41   | 3 | Enregistré depuis 41 jours, utilisé pour la dernière fois il y a 3 jours.
            """)
    void inWords(String language, long stored, Long unused, String words) {
        speak(language);

        assertThat(new TokenAge(stored, unused)).hasToString(words);
    }

    private static void speak(String language) {
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return Locale.forLanguageTag(language);
            }
        });
    }

    @Test
    void aNewTokenIsNotUnused() {
        assertThat(new TokenAge(89, null).isUnusedFor(90)).isFalse();
        assertThat(new TokenAge(90, null).isUnusedFor(90)).isTrue();
        assertThat(new TokenAge(200, 89L).isUnusedFor(90)).isFalse();
        assertThat(new TokenAge(200, 90L).isUnusedFor(90)).isTrue();
    }
}
