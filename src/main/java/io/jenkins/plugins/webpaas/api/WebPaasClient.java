package io.jenkins.plugins.webpaas.api;

import io.jenkins.plugins.webpaas.api.auth.AccessTokenCache;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.auth.AuthorizedCalls;
import io.jenkins.plugins.webpaas.api.auth.TokenExchange;
import io.jenkins.plugins.webpaas.api.http.HttpSettings;
import io.jenkins.plugins.webpaas.api.http.HttpTransport;
import io.jenkins.plugins.webpaas.api.http.ResponseReader;
import io.jenkins.plugins.webpaas.api.http.Retries;
import io.jenkins.plugins.webpaas.api.http.Sleeper;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * The client of a controller, with its connections and access tokens. One client serves all services, accounts and threads. It
 * needs no closing.
 */
public final class WebPaasClient {
    private final Clock clock;
    private final HttpTransport transport;
    private final ResponseReader reader;
    private final TokenExchange exchange;
    private final Retries retries;
    private final AccessTokenCache tokens;
    private final StartLocks starts;

    public WebPaasClient(HttpSettings settings) {
        this(settings, duration -> Thread.sleep(duration.toMillis()));
    }

    public WebPaasClient(HttpSettings settings, Sleeper sleeper) {
        clock = settings.clock();
        transport = new HttpTransport(settings);
        reader = new ResponseReader(clock);
        exchange = new TokenExchange(transport, reader, clock);
        retries = new Retries(settings.deadline(), clock, sleeper);
        tokens = new AccessTokenCache(exchange, clock);
        starts = new StartLocks(sleeper);
    }

    /**
     * Checks without an account that each part of a service answers. No call is repeated.
     *
     * @throws WebPaasException naming the part that does not answer, or does not know the OAuth client id
     */
    public void check(Service service) throws IOException {
        new ServiceCheck(transport, reader, exchange).run(service);
    }

    /** Returns the API as an account sees it. Sends nothing. */
    public WebPaasApi as(ApiToken token) {
        return api(token, transport, retries, tokens);
    }

    /**
     * Returns the API for a build.
     *
     * @param log gets at most one line, which says what is repeated, why, and for how long
     */
    public WebPaasApi as(ApiToken token, Consumer<String> log) {
        return api(token, transport, retries.withLog(log), tokens);
    }

    /** Returns the API without retries for a thread that is not interrupted: a call uses no other thread. */
    public WebPaasApi inPlace(ApiToken token) {
        return api(token, transport.inCallerThread(), retries.none(), tokens);
    }

    /** Returns the API without retries and with a new access token, to learn whether the API token is valid now. */
    public WebPaasApi anew(ApiToken token) {
        return api(token, transport, retries.none(), new AccessTokenCache(exchange, clock));
    }

    private WebPaasApi api(ApiToken token, HttpTransport http, Retries repeats, AccessTokenCache accessTokens) {
        return new WebPaasApi(new AuthorizedCalls(token, http, reader, repeats, accessTokens), starts);
    }
}
