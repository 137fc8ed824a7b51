package io.jenkins.plugins.webpaas.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.webpaas.service.Service;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the times and claims of access tokens, and the form of API tokens. */
class AccessTokenTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    @ParameterizedTest
    @CsvSource({"900, 840", "240, 180", "60, 45", "20, 15", "0, 0"})
    void itIsStaleAMinuteOrAQuarterOfItsLifeBeforeItsEnd(long lifetime, long stale) {
        AccessToken token = AccessToken.of("x", NOW, Duration.ofSeconds(lifetime));

        assertThat(token.staleAt()).isEqualTo(NOW.plusSeconds(stale));
        assertThat(token.expiresAt()).isEqualTo(NOW.plusSeconds(lifetime));
        assertThat(token.isStale(NOW)).isEqualTo(lifetime == 0);
    }

    @Test
    void aJwtSaysWhoseItIs() {
        AccessToken token =
                AccessToken.of(jwt("{\"sub\": \"user-1\", \"amr\": [\"pwd\", \"mfa\"]}"), NOW, Duration.ofSeconds(1));

        assertThat(token.userId()).isEqualTo("user-1");
        assertThat(token.isStronglyAuthenticated()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}|false", "{\"amr\": [\"pwd\"]}|false", "{\"amr\": [\"sso:x\"]}|true", "{\"amr\": \"mfa\"}|false"
            })
    void aPasswordAloneIsNoStrongAuthentication(String payload, boolean strong) {
        assertThat(AccessToken.of(jwt(payload), NOW, Duration.ofSeconds(1)).isStronglyAuthenticated())
                .isEqualTo(strong);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access-token-1",
                "",
                "..",
                "a.b.c",
                "a.e30.c",
                "a.bm8ganNvbg.c",
                "a.b.c.d",
                "a.W10.c",
                "a.bnVsbA.c"
            })
    void anythingElseSaysNothing(String value) {
        AccessToken token = AccessToken.of(value, NOW, Duration.ofSeconds(1));

        assertThat(token.userId()).isNull();
        assertThat(token.authenticationMethods()).isEmpty();
    }

    @Test
    void noSecretIsShown() {
        assertThat(AccessToken.of("s3cr3t", NOW, Duration.ofSeconds(1)).toString())
                .isEqualTo("AccessToken[expiresAt=2026-03-02T09:00:01Z]");
        assertThat(new ApiToken(Service.UPSUN, "s3cr3t").toString()).isEqualTo("ApiToken[service=upsun]");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "s3cr3t ", "s3 cr3t", "s3cr3t\n", "s3\u0000cr3t", "s3\u007fcr3t"})
    void anApiTokenIsOneWord(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiToken(Service.UPSUN, secret))
                .withMessageStartingWith("token: ")
                .withMessageNotContainingAny("s3");
    }

    private static String jwt(String payload) {
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }
}
