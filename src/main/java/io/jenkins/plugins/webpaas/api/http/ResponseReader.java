package io.jenkins.plugins.webpaas.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import okhttp3.HttpUrl;

/** Reads the JSON of an answer, or explains the error (protocol, "Errors, limits, transport"). */
public record ResponseReader(Clock clock) {
    private static final Duration TOLERATED_SKEW = Duration.ofMinutes(5);

    /** @throws WebPaasException for a status other than 2xx, and for HTML */
    public void check(ApiCall call, ApiResponse answer) throws WebPaasException {
        if (answer.isRedirect()) {
            throw redirected(call, answer);
        }
        if (!answer.isSuccess()) {
            throw error(call, answer);
        }
        if (answer.isHtml()) {
            throw notTheApi(call, answer, "an HTML page");
        }
    }

    /** @throws WebPaasException if the answer is not JSON with a status of 2xx */
    public JsonNode json(ApiCall call, ApiResponse answer) throws WebPaasException {
        check(call, answer);
        JsonNode json = Json.parse(answer.body());
        if (!json.isMissingNode()) {
            return json;
        }
        if (Json.isCutOff(answer.body())) {
            throw WebPaasException.temporary(
                    Problem.UNREACHABLE,
                    answer.code(),
                    null,
                    call.failure("the answer of " + call.peer() + " broke off."
                            + " Check the network and the proxy settings of Jenkins."));
        }
        boolean isEmpty = new String(answer.body(), StandardCharsets.UTF_8).isBlank();
        throw notTheApi(call, answer, isEmpty ? "nothing" : "something else");
    }

    /** @param content describes the body, as the message of the failure shows it */
    public static WebPaasException notTheApi(ApiCall call, ApiResponse answer, String content) {
        return unusable(call, answer.code(), answer.code() + " with " + content + " instead of the API's JSON");
    }

    /** @param answered what the server answered, as the message of the failure shows it */
    static WebPaasException unusable(ApiCall call, int code, String answered) {
        return WebPaasException.permanent(
                Problem.NOT_THE_API,
                code,
                call.failure(call.peer() + " answered " + answered + ". Check the URLs of the service in the system"
                        + " configuration, and whether a proxy or a login page stands in between."));
    }

    private static WebPaasException redirected(ApiCall call, ApiResponse answer) {
        String location = answer.headers().get("Location");
        HttpUrl target = location == null ? null : call.url().resolve(location);
        String where = target == null ? "" : " to " + target.host();
        return unusable(call, answer.code(), answer.code() + ", a redirect" + where + " that is not followed");
    }

    private WebPaasException error(ApiCall call, ApiResponse answer) {
        int code = answer.code();
        if (code == 401) {
            return StepUpChallenge.of(call, answer).orElseGet(() -> accessTokenRefused(call, answer));
        }
        if (code == 429) {
            return temporary(call, answer, Problem.RATE_LIMITED, "There were too many requests; try again later");
        }
        if (code == 408 || code >= 500) {
            return temporary(
                    call, answer, Problem.SERVER_ERROR, "The failure is on the service's side; try again later");
        }
        Problem problem =
                switch (code) {
                    case 403 -> Problem.FORBIDDEN;
                    case 404, 410 -> Problem.NOT_FOUND;
                    default -> Problem.REFUSED;
                };
        return refused(answer, problem, message(call, answer, call.advice()));
    }

    /** Returns a refusal if the body is a JSON object, as the service's own errors are, else a permanent failure. */
    public static WebPaasException refused(ApiResponse answer, Problem problem, String message) {
        return answer.isJsonObject()
                ? WebPaasException.refusal(problem, answer.code(), message)
                : WebPaasException.permanent(problem, answer.code(), message);
    }

    private WebPaasException temporary(ApiCall call, ApiResponse answer, Problem problem, String advice) {
        Duration retryAfter = answer.retryAfter(clock.instant());
        return WebPaasException.temporary(problem, answer.code(), retryAfter, message(call, answer, advice));
    }

    /** Explains a 401. Users read this only if a new access token was refused, too. */
    private WebPaasException accessTokenRefused(ApiCall call, ApiResponse answer) {
        Duration skew = answer.skew(clock.instant());
        boolean isSkewed = skew.abs().compareTo(TOLERATED_SKEW) > 0;
        String reason = isSkewed
                ? ", and the clock of this machine is " + skew.abs().toMinutes() + " minutes "
                        + (skew.isNegative() ? "behind" : "ahead of")
                        + " the service's. Set the clock of the Jenkins controller"
                : ". Check that the API URL, the authorization URL and the certifier URL in the system configuration are of"
                        + " one service";
        return refused(
                answer,
                isSkewed ? Problem.CLOCK_SKEW : Problem.ACCESS_TOKEN_REFUSED,
                message(call, answer, "It refuses the access token that was just issued" + reason));
    }

    private static String message(ApiCall call, ApiResponse answer, String advice) {
        return call.failure(
                call.peer() + " answered " + answer.code() + ErrorMessage.of(call, answer) + ". " + advice + ".");
    }
}
