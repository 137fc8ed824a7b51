package io.jenkins.plugins.webpaas.api.http;

import static io.jenkins.plugins.webpaas.api.FakeService.html;
import static io.jenkins.plugins.webpaas.api.FakeService.json;
import static io.jenkins.plugins.webpaas.api.FakeService.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.api.CallFailure;
import io.jenkins.plugins.webpaas.api.FakeServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the failures of calls that a service refuses or answers wrongly. */
class RefusalTest extends FakeServiceTest {
    private static final String PATH = "/projects/abc";
    private static final String CHALLENGE = "Bearer error=\"insufficient_user_authentication\"";

    private WebPaasException failure() {
        return CallFailure.call(() -> fake.api().project("abc"));
    }

    @ParameterizedTest
    @CsvSource({"403, FORBIDDEN", "404, NOT_FOUND", "410, NOT_FOUND", "409, REFUSED", "422, REFUSED", "400, REFUSED"})
    void aRefusalSaysWhatToCheck(int status, Problem problem) {
        fake.answer(PATH, json(status, "{\"message\": \"No such luck\", \"title\": \"Oh\"}"));

        WebPaasException failure = failure();

        assertThat(failure.problem()).isEqualTo(problem);
        assertThat(failure.status()).hasValue(status);
        assertThat(failure.isTemporary()).isFalse();
        assertThat(failure)
                .hasMessage("Could not read project 'abc': Acme (127.0.0.1) answered " + status + ": \"No such luck\"."
                        + " Check the project id, and that the machine user has access to the project.");
        assertThat(fake.requests(PATH)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"detail\": \"two\", \"title\": \"three\", \"message\": \"\"}|: \"two\"",
                "{\"detail\": {\"operation\": [\"is unknown\", \"is bad\"], \"x\": \"y\"}}|: \"operation: is unknown; is bad; x: y\"",
                "{\"title\": \"three\", \"error\": \"five\"}|: \"three\"",
                "{\"type\": \"four\", \"error\": \"five\"}|: \"four\"",
                "{\"error_description\": \"six\", \"error\": \"five\"}|: \"five\"",
                "{\"error_description\": \"six\"}|: \"six\"",
                "{\"message\": null, \"detail\": 7}|''",
                "[]|''",
                "''|''",
                "plain words|: \"plain words\"",
                "<p>words|' with an HTML page, perhaps of a proxy'",
            })
    void theServicesOwnWordsAreQuoted(String body, String quoted) {
        fake.answer(PATH, status(403).body(body));

        assertThat(failure())
                .hasMessageStartingWith(
                        "Could not read project 'abc': Acme (127.0.0.1) answered 403" + quoted + ". Check");
    }

    @Test
    void whatIsQuotedIsOneShortLineWithoutSecrets() {
        fake.answer(PATH, status(403).body("{\"message\": \"a\\nb\\u001b[31m access-1 " + "x".repeat(400) + "\"}"));

        assertThat(failure().getMessage())
                .contains("answered 403: \"a b [31m **** xxx")
                .contains("xxx…\". Check")
                .hasSizeLessThan(400);
    }

    @Test
    void aPageWithAnErrorIsPerhapsAProxys() {
        fake.answer(PATH, html(403));

        assertThat(failure()).hasMessageContaining("answered 403 with an HTML page, perhaps of a proxy. Check");
    }

    @Test
    void aPageInsteadOfJsonIsNotTheApi() {
        fake.answer(PATH, html(200));

        WebPaasException failure = failure();

        assertThat(failure.problem()).isEqualTo(Problem.NOT_THE_API);
        assertThat(failure)
                .hasMessage(
                        "Could not read project 'abc': Acme (127.0.0.1) answered 200 with an HTML page instead of the"
                                + " API's JSON. Check the URLs of the service in the system configuration, and whether a proxy or a"
                                + " login page stands in between.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|nothing",
                "null|something else",
                "[]|something else",
                "7|something else",
                "{}|something else",
                "{\"id\": 7}|something else",
                "OK|something else",
                "{\"id\": nonsense}|something else"
            })
    void otherJsonIsNotTheApi(String body, String what) {
        fake.answer(PATH, json(body));

        WebPaasException failure = failure();

        assertThat(failure.problem()).isEqualTo(Problem.NOT_THE_API);
        assertThat(failure).hasMessageContaining("answered 200 with " + what + " instead of the API's JSON.");
        assertThat(fake.requests(PATH)).hasSize(1);
    }

    @Test
    void jsonThatIsNestedWithoutEndIsNotTheApi() {
        fake.answer(PATH, json("[".repeat(500_000)));

        assertThat(failure().problem()).isEqualTo(Problem.NOT_THE_API);
    }

    @Test
    void halfAnAnswerIsAskedForAgain() throws Exception {
        fake.answer(PATH, json("{\"id\": \"abc\", \"_links\": {"), json("{\"id\": \"abc\"}"));

        assertThat(fake.api().project("abc").id()).isEqualTo("abc");
        assertThat(fake.requests(PATH)).hasSize(2);
    }

    @Test
    void halfAnAnswerAgainAndAgainIsAFailureOfTheNetwork() {
        fake.answer(PATH, json("{\"id\": \"abc\", "));

        WebPaasException failure = failure();

        assertThat(failure.problem()).isEqualTo(Problem.UNREACHABLE);
        assertThat(failure)
                .hasMessageStartingWith("Could not read project 'abc': the answer of Acme (127.0.0.1) broke off."
                        + " Check the network and the proxy settings of Jenkins. Gave up after ");
    }

    @ParameterizedTest
    @CsvSource({
        "amr, \"mfa\"",
        "other, x",
    })
    void multiFactorAuthenticationIsAMatterOfTheUser(String header, String value) {
        fake.answer(
                PATH,
                json(401, "{\"error\": \"insufficient_user_authentication\", \"amr\": [\"mfa\"]}")
                        .setHeader("WWW-Authenticate", CHALLENGE + ", " + header + "=" + value));

        WebPaasException failure = failure();

        assertThat(failure.problem()).isEqualTo(Problem.MFA_REQUIRED);
        assertThat(failure)
                .hasMessage(
                        "Could not read project 'abc': Acme (127.0.0.1) demands multi-factor authentication. Enable it"
                                + " for the machine user, and then create a new API token: a token from before does not have"
                                + " it.");
        assertThat(fake.exchanges()).as("another access token would not help").isEqualTo(1);
    }

    @Test
    void singleSignOnIsAMatterOfTheOrganization() {
        fake.answer(PATH, status(401).setHeader("WWW-Authenticate", CHALLENGE + ", amr=\"mfa sso:acme\""));

        WebPaasException failure = failure();

        assertThat(failure.problem()).isEqualTo(Problem.SSO_REQUIRED);
        assertThat(failure)
                .hasMessage("Could not read project 'abc': Acme (127.0.0.1) demands single sign-on with acme."
                        + " Ask the organization to exempt the machine user from it.");
    }

    @Test
    void aLoginThatIsTooOldIsAMatterOfTheToken() {
        fake.answer(
                PATH,
                status(401)
                        .setHeader("WWW-Authenticate", CHALLENGE + ", max_age=60")
                        .body("not JSON"));

        WebPaasException failure = failure();

        assertThat(failure.problem()).isEqualTo(Problem.MFA_REQUIRED);
        assertThat(failure).hasMessageContaining("demands a stronger or more recent login than that of the API token.");
    }

    @Test
    void aRefusedAccessTokenIsReplacedOnce() throws Exception {
        fake.answer(PATH, json(401, "{\"error\": \"invalid_token\"}"), json("{\"id\": \"abc\"}"));

        assertThat(fake.api().project("abc").id()).isEqualTo("abc");

        assertThat(fake.requests(PATH))
                .extracting(request -> request.getHeaders().get("Authorization"))
                .containsExactly("Bearer access-1", "Bearer access-2");
    }

    @Test
    void aSecondRefusalIsFinal() {
        fake.answer(PATH, json(401, "{\"error\": \"invalid_token\"}"));

        WebPaasException failure = failure();

        assertThat(failure.problem()).isEqualTo(Problem.ACCESS_TOKEN_REFUSED);
        assertThat(failure)
                .hasMessage(
                        "Could not read project 'abc': Acme (127.0.0.1) answered 401: \"invalid_token\". It refuses the"
                                + " access token that was just issued. Check that the API URL, the authorization URL and the certifier URL in"
                                + " the system configuration are of one service.");
        assertThat(fake.requests(PATH)).hasSize(2);
        assertThat(fake.exchanges()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon, 02 Mar 2026 09:17:30 GMT|17 minutes behind",
                "Mon, 02 Mar 2026 08:00:00 GMT|60 minutes ahead of"
            })
    void aWrongClockIsNamed(String date, String difference) {
        fake.answer(PATH, status(401).setHeader("Date", date));

        WebPaasException failure = failure();

        assertThat(failure.problem()).isEqualTo(Problem.CLOCK_SKEW);
        assertThat(failure)
                .hasMessageEndingWith(
                        "answered 401. It refuses the access token that was just issued, and the clock of this"
                                + " machine is " + difference
                                + " the service's. Set the clock of the Jenkins controller.");
        assertThat(fake.exchanges()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mon, 02 Mar 2026 09:04:30 GMT", "yesterday"})
    void aClockThatIsAboutRightIsNot(String date) {
        fake.answer(PATH, status(401).setHeader("Date", date));

        assertThat(failure().problem()).isEqualTo(Problem.ACCESS_TOKEN_REFUSED);
    }
}
