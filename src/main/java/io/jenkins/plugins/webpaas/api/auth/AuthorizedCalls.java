package io.jenkins.plugins.webpaas.api.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.ApiCall;
import io.jenkins.plugins.webpaas.api.http.ApiResponse;
import io.jenkins.plugins.webpaas.api.http.HttpTransport;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.ResponseReader;
import io.jenkins.plugins.webpaas.api.http.Retries;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * Sends calls with an account's access token. If the service refuses the access token, the call is sent once more with another one
 * (protocol, "401 from the API").
 */
public record AuthorizedCalls(
        ApiToken token, HttpTransport transport, ResponseReader reader, Retries retries, AccessTokenCache tokens) {

    public Service service() {
        return token.service();
    }

    /** Returns the same calls, each with a single attempt. */
    public AuthorizedCalls withoutRetries() {
        return new AuthorizedCalls(token, transport, reader, retries.none(), tokens);
    }

    public AccessToken accessToken() throws IOException {
        return tokens.get(token, null, retries);
    }

    /** Returns another access token than the one that the service refuses. */
    public AccessToken replaceAccessToken(AccessToken refused) throws IOException {
        return tokens.get(token, refused, retries);
    }

    /**
     * Returns the JSON that answers a call. Only for a call that may be repeated without harm.
     *
     * @param isAnswer recognises the API's answer to such a call among all JSON
     */
    public JsonNode json(ApiCall call, Predicate<JsonNode> isAnswer) throws IOException {
        return authorized(access -> retries.run(() -> send(call.withBearer(access.value()), isAnswer)));
    }

    /**
     * Returns the JSON that answers a call which must not be repeated after the service may have acted on it. Repeats the call only if it
     * was not sent or was refused.
     *
     * @throws WebPaasException with {@link Problem#UNKNOWN_OUTCOME} if the service may have acted on the call, and the answer does not tell
     */
    public JsonNode jsonOnce(ApiCall call, Predicate<JsonNode> isAnswer) throws IOException {
        return authorized(access -> retries.run(() -> sendOnce(call.onceOnly().withBearer(access.value()), isAnswer)));
    }

    private JsonNode sendOnce(ApiCall call, Predicate<JsonNode> isAnswer) throws IOException {
        try {
            return send(call, isAnswer);
        } catch (WebPaasException e) {
            throw e.mayHaveBeenActedOn() ? e.withUnknownOutcome() : e;
        }
    }

    /** Returns any answer with a status of 2xx. Only for a call that may be repeated without harm. */
    public ApiResponse response(ApiCall call) throws IOException {
        return authorized(access -> retries.run(() -> {
            ApiResponse answer = transport.send(call.withBearer(access.value()));
            reader.check(call, answer);
            return answer;
        }));
    }

    private interface AuthorizedCall<T> {
        T send(AccessToken access) throws IOException;
    }

    private <T> T authorized(AuthorizedCall<T> call) throws IOException {
        AccessToken access = accessToken();
        try {
            return call.send(access);
        } catch (WebPaasException e) {
            if (e.problem() != Problem.ACCESS_TOKEN_REFUSED && e.problem() != Problem.CLOCK_SKEW) {
                throw e;
            }
        }
        return call.send(replaceAccessToken(access));
    }

    private JsonNode send(ApiCall call, Predicate<JsonNode> isAnswer) throws IOException {
        ApiResponse answer = transport.send(call);
        JsonNode json = reader.json(call, answer);
        if (!isAnswer.test(json)) {
            throw ResponseReader.notTheApi(call, answer, "something else");
        }
        return json;
    }
}
