package io.jenkins.plugins.webpaas.api.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.api.http.ApiCall;
import io.jenkins.plugins.webpaas.api.http.ApiResponse;
import io.jenkins.plugins.webpaas.api.http.HttpTransport;
import io.jenkins.plugins.webpaas.api.http.LostAnswerException;
import io.jenkins.plugins.webpaas.api.http.ResponseReader;
import io.jenkins.plugins.webpaas.api.http.Retries;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Calls with an access token, which is replaced once if the service refuses it (protocol section 2, "401 from the API"). */
public final class AuthorizedCalls {
    private final HttpTransport transport;
    private final ResponseReader verdict;
    private final Retries retries;
    private final AccessTokenCache tokens;

    public AuthorizedCalls(HttpTransport transport, ResponseReader verdict, Retries retries, AccessTokenCache tokens) {
        this.transport = transport;
        this.verdict = verdict;
        this.retries = retries;
        this.tokens = tokens;
    }

    /** The same, without a repeat. */
    public AuthorizedCalls withoutRetries() {
        return new AuthorizedCalls(transport, verdict, retries.none(), tokens);
    }

    /** The same, with a word to a log while a call is repeated. */
    public AuthorizedCalls telling(Consumer<String> log) {
        return new AuthorizedCalls(transport, verdict, retries.telling(log), tokens);
    }

    public AccessToken accessToken(ApiToken token) throws IOException {
        return tokens.get(token, retries);
    }

    public AccessToken replace(ApiToken token, AccessToken refused) throws IOException {
        return tokens.replace(token, refused, retries);
    }

    /**
     * Makes a call that may be repeated without harm.
     *
     * @param isAnswer recognises the API's answer to such a call among all JSON
     */
    public JsonNode repeatable(ApiToken token, ApiCall call, Predicate<JsonNode> isAnswer) throws IOException {
        return authorized(token, access -> retries.run(() -> send(call.withBearer(access.value()), isAnswer)));
    }

    /**
     * Makes a call that must not be repeated after it may have been acted on. What was not sent is repeated.
     *
     * @throws LostAnswerException if it may have been acted on, and the answer does not tell
     */
    public JsonNode once(ApiToken token, ApiCall call, Predicate<JsonNode> isAnswer) throws IOException {
        return authorized(token, access -> retries.run(() -> sendOnce(call.withBearer(access.value()), isAnswer)));
    }

    private JsonNode sendOnce(ApiCall call, Predicate<JsonNode> isAnswer) throws IOException {
        try {
            return send(call, isAnswer);
        } catch (WebPaasException e) {
            throw e.mayHaveBeenActedOn() ? new LostAnswerException(e) : e;
        }
    }

    /** Makes a call that may be repeated, and takes whatever it brings with a status of 2xx. */
    public ApiResponse text(ApiToken token, ApiCall call) throws IOException {
        return authorized(
                token,
                access -> retries.run(() -> {
                    ApiResponse answer = transport.send(call.withBearer(access.value()));
                    verdict.check(call, answer);
                    return answer;
                }));
    }

    private interface Authorized<T> {
        T send(AccessToken access) throws IOException;
    }

    private <T> T authorized(ApiToken token, Authorized<T> call) throws IOException {
        AccessToken access = tokens.get(token, retries);
        try {
            return call.send(access);
        } catch (WebPaasException e) {
            if (!e.isAccessTokenRefused()) {
                throw e;
            }
        }
        return call.send(replace(token, access));
    }

    private JsonNode send(ApiCall call, Predicate<JsonNode> isAnswer) throws IOException {
        ApiResponse answer = transport.send(call);
        JsonNode json = verdict.json(call, answer);
        if (!isAnswer.test(json)) {
            throw ResponseReader.notTheApi(call, answer, "something else");
        }
        return json;
    }
}
