package io.jenkins.plugins.webpaas.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Calls with an access token, which is replaced once if the service refuses it (protocol section 2, "401 from the API"). */
final class AuthorizedCalls {
    private final Transport transport;
    private final Verdict verdict;
    private final Retries retries;
    private final AccessTokens tokens;

    AuthorizedCalls(Transport transport, Verdict verdict, Retries retries, AccessTokens tokens) {
        this.transport = transport;
        this.verdict = verdict;
        this.retries = retries;
        this.tokens = tokens;
    }

    /** The same, without a repeat. */
    AuthorizedCalls withoutRetries() {
        return new AuthorizedCalls(transport, verdict, retries.none(), tokens);
    }

    /** The same, with a word to a log while a call is repeated. */
    AuthorizedCalls telling(Consumer<String> log) {
        return new AuthorizedCalls(transport, verdict, retries.telling(log), tokens);
    }

    AccessToken accessToken(ApiToken token) throws IOException {
        return tokens.get(token, retries);
    }

    AccessToken replace(ApiToken token, AccessToken refused) throws IOException {
        return tokens.replace(token, refused, retries);
    }

    /**
     * Makes a call that may be repeated without harm.
     *
     * @param isAnswer recognises the API's answer to such a call among all JSON
     */
    JsonNode repeatable(ApiToken token, ApiCall call, Predicate<JsonNode> isAnswer) throws IOException {
        return authorized(token, access -> retries.run(() -> send(call.with(access), isAnswer)));
    }

    /**
     * Makes a call that must not be repeated after it may have been acted on. What was not sent is repeated.
     *
     * @throws LostAnswerException if it may have been acted on, and the answer does not tell
     */
    JsonNode once(ApiToken token, ApiCall call, Predicate<JsonNode> isAnswer) throws IOException {
        return authorized(token, access -> retries.run(() -> sendOnce(call.with(access), isAnswer)));
    }

    private JsonNode sendOnce(ApiCall call, Predicate<JsonNode> isAnswer) throws IOException {
        try {
            return send(call, isAnswer);
        } catch (WebPaasException e) {
            throw e.mayHaveBeenActedOn() ? new LostAnswerException(e) : e;
        }
    }

    /** Makes a call that may be repeated, and takes whatever it brings with a status of 2xx. */
    Answer text(ApiToken token, ApiCall call) throws IOException {
        return authorized(
                token,
                access -> retries.run(() -> {
                    Answer answer = transport.send(call.with(access));
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
        Answer answer = transport.send(call);
        JsonNode json = verdict.json(call, answer);
        if (!isAnswer.test(json)) {
            throw Verdict.notTheApi(call, answer, "something else");
        }
        return json;
    }
}
