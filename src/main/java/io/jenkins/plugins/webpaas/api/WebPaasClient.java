package io.jenkins.plugins.webpaas.api;

import io.jenkins.plugins.webpaas.api.auth.AccessTokenCache;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.auth.AuthorizedCalls;
import io.jenkins.plugins.webpaas.api.auth.TokenExchange;
import io.jenkins.plugins.webpaas.api.http.ApiCall;
import io.jenkins.plugins.webpaas.api.http.ApiResponse;
import io.jenkins.plugins.webpaas.api.http.HttpSettings;
import io.jenkins.plugins.webpaas.api.http.HttpTransport;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.ResponseReader;
import io.jenkins.plugins.webpaas.api.http.Retries;
import io.jenkins.plugins.webpaas.api.http.Sleeper;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import okhttp3.HttpUrl;

/**
 * The client of a controller, with its connections and access tokens. One client serves all services, accounts and threads. It
 * needs no closing.
 */
public final class WebPaasClient {
    /** Longer than a start of an operation takes if its request and all its looks hang, and shorter than a person waits. */
    private static final Duration LONGEST_START = Duration.ofMinutes(10);

    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403);

    private final HttpTransport transport;
    private final ResponseReader reader;
    private final TokenExchange exchange;
    private final Retries retries;
    private final AccessTokenCache tokens;
    private final StartLocks starts = new StartLocks(LONGEST_START);

    public WebPaasClient(HttpSettings settings) {
        this(settings, duration -> Thread.sleep(duration.toMillis()));
    }

    public WebPaasClient(HttpSettings settings, Sleeper sleeper) {
        Clock clock = settings.clock();
        transport = new HttpTransport(settings);
        reader = new ResponseReader(clock);
        exchange = new TokenExchange(transport, reader);
        retries = new Retries(settings.deadline(), clock, sleeper, line -> {});
        tokens = new AccessTokenCache(exchange);
    }

    /**
     * Checks without an account that a service answers at its URLs. Each part of the service must refuse an unknown caller in its own way.
     * No call is repeated.
     *
     * @throws WebPaasException naming the part that does not answer, or does not know the OAuth client id
     */
    public void check(Service service) throws IOException {
        checkAuthorization(service);
        checkApi(service);
        checkRefusal(ApiCall.post(
                service,
                "ask the certifier",
                "Check the certifier URL",
                HttpUrl.get(service.endpoints().certificate()),
                Map.of()));
    }

    /** Returns the API as an account sees it. Sends nothing. */
    public WebPaasApi as(ApiToken token) {
        return api(token, transport, retries, tokens);
    }

    /** Returns the API for a build. The log gets at most one line, which says what is repeated, why, and for how long. */
    public WebPaasApi as(ApiToken token, Consumer<String> log) {
        return api(token, transport, retries.withLog(log), tokens);
    }

    /** Returns the API without retries for a thread that is not interrupted: a call uses no other thread. */
    public WebPaasApi inPlace(ApiToken token) {
        return api(token, transport.inCallerThread(), retries.none(), tokens);
    }

    /** Returns the API without retries and with a new access token, to learn whether the API token is valid now. */
    public WebPaasApi anew(ApiToken token) {
        return api(token, transport, retries.none(), new AccessTokenCache(exchange));
    }

    /** Sends an invalid API token. The authorization server checks the OAuth client id first. */
    private void checkAuthorization(Service service) throws IOException {
        try {
            exchange.exchange(new ApiToken(service, "none"));
        } catch (WebPaasException e) {
            if (e.problem() != Problem.REFUSED_TOKEN) {
                throw e;
            }
        }
    }

    /** Asks for the user. A service without organizations need not know {@code /users/me}. */
    private void checkApi(Service service) throws IOException {
        try {
            checkApi(service, "users", "me");
        } catch (WebPaasException e) {
            if (e.problem() != Problem.NOT_FOUND) {
                throw e;
            }
            checkApi(service, "me");
        }
    }

    private void checkApi(Service service, String... path) throws IOException {
        checkRefusal(ApiCall.get(service, "ask the API", "Check the API URL", ApiCall.url(service, path)));
    }

    private void checkRefusal(ApiCall call) throws IOException {
        ApiResponse answer = transport.send(call);
        if (!REFUSALS.contains(answer.code()) || answer.isHtml()) {
            reader.check(call, answer);
            throw ResponseReader.notTheApi(call, answer, "something else");
        }
    }

    private WebPaasApi api(ApiToken token, HttpTransport http, Retries repeats, AccessTokenCache accessTokens) {
        return new WebPaasApi(new AuthorizedCalls(token, http, reader, repeats, accessTokens), starts);
    }
}
