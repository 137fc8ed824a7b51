package io.jenkins.plugins.webpaas.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Timeout;

/** Whatever answers where an API token is exchanged. An input is a {@link CannedAnswer}. */
class TokenExchangeFuzzTest {
    private static final Instant NOW = new FakeTime().instant();

    @FuzzTest
    @Timeout(30)
    void bringsWhatAHeaderCanCarryOrAnErrorWithoutSecrets(byte[] input) throws IOException {
        CannedAnswer.check(input, false, api -> {
            AccessToken token = api.accessToken();

            assertThat(token.value()).matches("[\\x21-\\x7e]+");
            assertThat(token.staleAt()).isBeforeOrEqualTo(token.expiresAt());
            assertThat(token.expiresAt()).isBetween(NOW, NOW.plus(Duration.ofDays(1)));
            assertThat(token.claims().authenticationMethods()).doesNotContainNull();
        });
    }
}
