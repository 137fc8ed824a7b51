package io.jenkins.plugins.webpaas.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.jenkins.plugins.webpaas.api.CannedService;
import io.jenkins.plugins.webpaas.api.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Fuzzes the answers to a token exchange. An input is the answer of a {@link CannedService}. */
class TokenExchangeFuzzTest {
    private static final Instant NOW = new FakeTime().instant();

    private final CannedService service = new CannedService(false);

    @FuzzTest
    void bringsWhatAHeaderCanCarryOrAnErrorWithoutSecrets(byte[] input) throws IOException {
        service.check(input, api -> {
            AccessToken token = api.accessToken();

            assertThat(token.value()).matches("[\\x21-\\x7e]+");
            assertThat(token.staleAt()).isBeforeOrEqualTo(token.expiresAt());
            assertThat(token.expiresAt()).isBetween(NOW, NOW.plus(Duration.ofDays(1)));
            assertThat(token.authenticationMethods()).doesNotContainNull();
        });
    }
}
