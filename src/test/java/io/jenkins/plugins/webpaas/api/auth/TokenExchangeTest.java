package io.jenkins.plugins.webpaas.api.auth;

import static io.jenkins.plugins.webpaas.api.FakeService.html;
import static io.jenkins.plugins.webpaas.api.FakeService.json;
import static io.jenkins.plugins.webpaas.api.FakeService.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.api.CallFailure;
import io.jenkins.plugins.webpaas.api.FakeService;
import io.jenkins.plugins.webpaas.api.FakeServiceTest;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.time.Duration;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the exchange of an API token, and its refusals. */
class TokenExchangeTest extends FakeServiceTest {
    @Test
    void theRequestIsTheDocumentedOne() throws Exception {
        AccessToken token = fake.api().accessToken();

        RecordedRequest request = fake.requests.get(0);
        assertThat(request.getRequestLine()).isEqualTo("POST /oauth2/token HTTP/1.1");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Basic YWNtZS1jbGk6");
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.getHeaders().get("Accept")).isEqualTo("application/json");
        assertThat(request.getHeaders().get("User-Agent")).isEqualTo("Jenkins-WebPaaS/1.0 (test)");
        assertThat(request.getBody().utf8()).isEqualTo("grant_type=api_token&api_token=s3cr3t-api-token");
        assertThat(token.value()).isEqualTo("access-1");
        assertThat(token.expiresAt()).isEqualTo(fake.time.instant().plusSeconds(900));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"access_token\": \"x\"}|900",
                "{\"access_token\": \"x\", \"expires_in\": \"soon\"}|900",
                "{\"access_token\": \"x\", \"expires_in\": 60}|60",
                "{\"access_token\": \"x\", \"expires_in\": -5}|0",
                "{\"access_token\": \"x\", \"expires_in\": 9223372036854775807}|86400",
            })
    void aLifetimeThatIsStrangeDoesNoHarm(String body, long seconds) throws Exception {
        fake.token(json(body));

        assertThat(fake.api().accessToken().expiresAt())
                .isEqualTo(fake.time.instant().plus(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"error\": \"invalid_grant\", \"error_description\": \"Invalid API token\"}",
                "401|{\"error\": \"request_unauthorized\", \"error_hint\": \"The API token is unknown\"}",
                "400|{\"error\": \"invalid API token\"}",
                "400|{\"error\": \"invalid_grant\"}",
                "400|{\"error\": \"invalid_grant\", \"error_description\": \"No s3cr3t-api-token\"}",
            })
    void aRefusedTokenSaysSo(int status, String body) {
        fake.token(json(status, body));

        WebPaasException failure = CallFailure.call(() -> fake.api().accessToken());

        assertThat(failure.problem()).isEqualTo(Problem.REFUSED_TOKEN);
        assertThat(failure.status()).hasValue(status);
        assertThat(failure)
                .hasMessage("Acme refused the API token (127.0.0.1 answered " + status
                        + "). It was revoked, is mistyped, or"
                        + " belongs to another service. Create a new API token as the machine user, and check the service"
                        + " chosen in the credential.");
        assertThat(fake.exchanges()).isEqualTo(1);
    }

    @Test
    void anEndedSignOnSessionIsNoBadToken() {
        fake.token(json(
                400,
                "{\"error\": \"invalid_grant\", \"error_description\": \"The SSO session has expired; API token\"}"));

        WebPaasException failure = CallFailure.call(() -> fake.api().accessToken());

        assertThat(failure.problem()).isEqualTo(Problem.SSO_SESSION_EXPIRED);
        assertThat(failure)
                .hasMessage(
                        "Acme refused the API token (127.0.0.1 answered 400). The single sign-on session of its user has"
                                + " expired. Let the user log in to the console again, or use a machine user whom the organization"
                                + " exempts from single sign-on.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401|{\"error\": \"invalid_client\"}|: invalid_client",
                "400|{\"error\": \"unsupported_grant_type\"}|: unsupported_grant_type",
                "400|{\"error\": \"s3cr3t-api-token\"}|''",
                "401|''|''",
                "400|[]|''",
                "400|no JSON with s3cr3t-api-token|''",
            })
    void anythingElseIsAMatterOfConfiguration(int status, String body, String shown) {
        fake.token(json(status, body));

        WebPaasException failure = CallFailure.call(() -> fake.api().accessToken());

        assertThat(failure.problem()).isEqualTo(Problem.CLIENT_REFUSED);
        assertThat(failure)
                .hasMessage(
                        "Acme refused the request for an access token (127.0.0.1 answered " + status + ")" + shown
                                + ". Check the OAuth client id and the authorization URL of the service in the system configuration.");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 422})
    void noBodyOfTheTokenEndpointIsShown(int status) {
        fake.token(json(status, "{\"message\": \"I saw s3cr3t-api-token\"}"));

        assertThat(CallFailure.call(() -> fake.api().accessToken()))
                .hasMessage("Could not exchange the API token for an access token: Acme (127.0.0.1) answered " + status
                        + ". Check the authorization URL of the service in the system configuration.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "{\"access_token\": null}",
                "{\"access_token\": 7}",
                "{\"access_token\": \"\"}",
                "{\"access_token\": \"access-1\\nX: y\"}",
                "{\"access_token\": \"access-1\u20ac\"}",
            })
    void anAnswerWithoutATokenIsNotTheApis(String body) {
        fake.token(json(body));

        WebPaasException failure = CallFailure.call(() -> fake.api().accessToken());

        assertThat(failure.problem()).isEqualTo(Problem.NOT_THE_API);
        assertThat(failure).hasMessageContaining("Acme (127.0.0.1) answered 200 with no access token instead");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401})
    void aPageIsNotTheApis(int status) {
        fake.token(html(status));

        WebPaasException failure = CallFailure.call(() -> fake.api().accessToken());

        assertThat(failure.problem()).isEqualTo(Problem.NOT_THE_API);
        assertThat(failure)
                .hasMessage("Could not exchange the API token for an access token: Acme (127.0.0.1) answered " + status
                        + " with an HTML page instead of the API's JSON. Check the URLs of the service in the system"
                        + " configuration, and whether a proxy or a login page stands in between.");
    }

    @Test
    void aFailureOfTheMomentIsRepeated() throws Exception {
        fake.token(status(503), status(429), json(FakeService.token("x", 60)));

        assertThat(fake.api().accessToken().value()).isEqualTo("x");
        assertThat(fake.exchanges()).isEqualTo(3);
    }
}
