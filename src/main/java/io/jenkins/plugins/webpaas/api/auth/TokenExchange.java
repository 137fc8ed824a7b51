package io.jenkins.plugins.webpaas.api.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.ApiCall;
import io.jenkins.plugins.webpaas.api.http.ApiResponse;
import io.jenkins.plugins.webpaas.api.http.HttpTransport;
import io.jenkins.plugins.webpaas.api.http.Json;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.ResponseReader;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.service.Endpoints;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Exchanges an API token for an access token (protocol, "API token → access token"). Never shows the body of an answer. */
public record TokenExchange(HttpTransport transport, ResponseReader reader) {
    private static final Duration DOCUMENTED_LIFETIME = Duration.ofSeconds(900);
    private static final long LONGEST_LIFETIME = Duration.ofDays(1).toSeconds();

    /** The errors of RFC 6749, section 5.2, that a message may show. Another text of the token endpoint may contain the API token. */
    private static final Set<String> OAUTH_ERRORS = Set.of(
            "invalid_request", "invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope");

    /** Exchanges a token in one attempt. Meanwhile, connections to the other hosts of the service are made. */
    public AccessToken exchange(ApiToken token) throws IOException {
        ApiCall call = call(token);
        connectBeside(call);
        ApiResponse answer = transport.send(call);
        if (answer.code() == 400 || answer.code() == 401) {
            throw refusal(call, answer);
        }
        JsonNode json = reader.json(call, answer.isSuccess() || answer.isHtml() ? answer : answer.withoutBody());
        String value = Json.text(json, "access_token");
        // An HTTP header cannot contain other characters.
        if (value == null || !value.matches("[\\x21-\\x7e]+")) {
            throw ResponseReader.notTheApi(call, answer, "no access token");
        }
        return AccessToken.of(value, now(), lifetime(json.path("expires_in")));
    }

    Instant now() {
        return reader.clock().instant();
    }

    private void connectBeside(ApiCall call) {
        Endpoints endpoints = call.service().endpoints();
        Stream.of(endpoints.api(), endpoints.certificate())
                .map(HttpUrl::get)
                .filter(url -> !isSameHost(url, call.url()))
                .forEach(transport::connect);
    }

    private static boolean isSameHost(HttpUrl one, HttpUrl other) {
        return one.host().equals(other.host()) && one.port() == other.port();
    }

    private static ApiCall call(ApiToken token) {
        Endpoints endpoints = token.service().endpoints();
        Request request = new Request.Builder()
                .url(HttpUrl.get(endpoints.token()))
                .header("Authorization", Credentials.basic(endpoints.clientId(), ""))
                .post(new FormBody.Builder()
                        .add("grant_type", "api_token")
                        .add("api_token", token.secret())
                        .build())
                .build();
        return new ApiCall(
                token.service(),
                "exchange the API token for an access token",
                "Check the authorization URL of the service in the system configuration",
                request);
    }

    private static Duration lifetime(JsonNode seconds) {
        if (!seconds.canConvertToLong()) {
            return DOCUMENTED_LIFETIME;
        }
        return Duration.ofSeconds(Math.max(0, Math.min(seconds.asLong(), LONGEST_LIFETIME)));
    }

    private static WebPaasException refusal(ApiCall call, ApiResponse answer) {
        if (answer.isHtml()) {
            return ResponseReader.notTheApi(call, answer, "an HTML page");
        }
        String error = text(answer, "error");
        // Services use different errors for the same refusal, so only these texts tell what was refused (protocol,
        // "Refused API token").
        String texts = Stream.of("error", "error_description", "error_hint")
                .map(field -> text(answer, field))
                .collect(Collectors.joining(" "))
                .toLowerCase(Locale.ROOT);
        String name = call.service().name();
        String answered = " (" + call.url().host() + " answered " + answer.code() + ")";
        if (texts.contains("sso session has expired")) {
            return ResponseReader.refused(
                    answer,
                    Problem.SSO_SESSION_EXPIRED,
                    name + " refused the API token" + answered + ". The single sign-on session of its user has expired."
                            + " Let the user log in to the console again, or use a machine user whom the organization"
                            + " exempts from single sign-on.");
        }
        if (error.equals("invalid_grant") || texts.contains("api token")) {
            return ResponseReader.refused(
                    answer,
                    Problem.REFUSED_TOKEN,
                    name + " refused the API token" + answered + ". It was revoked, is mistyped, or belongs to another"
                            + " service. Create a new API token as the machine user, and check the service chosen in the"
                            + " credential.");
        }
        return ResponseReader.refused(
                answer,
                Problem.CLIENT_REFUSED,
                name + " refused the request for an access token" + answered
                        + (OAUTH_ERRORS.contains(error) ? ": " + error : "")
                        + ". Check the OAuth client id and the authorization URL of the service in the system configuration.");
    }

    private static String text(ApiResponse answer, String field) {
        return Objects.toString(Json.text(Json.parse(answer.body()), field), "");
    }
}
