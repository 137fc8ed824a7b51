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
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The one client of a controller: its connections, its access tokens. For any number of services, accounts and threads; it
 * needs no closing.
 */
public final class WebPaasClient {
    private final HttpSettings settings;
    private final HttpTransport transport;
    private final ResponseReader verdict;
    private final Retries none;
    private final AuthorizedCalls calls;
    private final AuthorizedCalls singleCalls;
    private final AuthorizedCalls callsInPlace;
    private final StartLocks starts;

    public WebPaasClient(HttpSettings settings) {
        this(settings, duration -> Thread.sleep(duration.toMillis()));
    }

    public WebPaasClient(HttpSettings settings, Sleeper pause) {
        this.settings = settings;
        transport = new HttpTransport(settings);
        verdict = new ResponseReader(settings.clock());
        none = new Retries(Duration.ZERO, settings.clock(), pause);
        AccessTokenCache tokens = newAccessTokens();
        calls = new AuthorizedCalls(
                transport, verdict, new Retries(settings.deadline(), settings.clock(), pause), tokens);
        singleCalls = new AuthorizedCalls(transport, verdict, none, tokens);
        callsInPlace = new AuthorizedCalls(transport.inPlace(), verdict, none, tokens);
        starts = new StartLocks(pause);
    }

    private AccessTokenCache newAccessTokens() {
        return new AccessTokenCache(newTokenExchange(), settings.clock());
    }

    private TokenExchange newTokenExchange() {
        return new TokenExchange(transport, verdict, settings.clock());
    }

    /**
     * Asks each part of a service whether it is there; no account is needed for that, and nothing is repeated.
     *
     * @throws WebPaasException naming the part that is not, or does not know the OAuth client id
     */
    public void check(Service service) throws IOException {
        new ServiceCheck(transport, verdict, newTokenExchange()).run(service);
    }

    /** The API as an account sees it; costs nothing and asks nothing. */
    public WebPaasApi as(ApiToken token) {
        return new WebPaasApi(token, calls, starts);
    }

    /**
     * The same for a build, whose readers wait while calls are repeated.
     *
     * @param log gets one line at most, that says what is tried again, why, and for how long
     */
    public WebPaasApi as(ApiToken token, Consumer<String> log) {
        return new WebPaasApi(token, calls.telling(log), starts);
    }

    /** The same for somebody who does not wait long: no call is repeated, so none takes longer than one attempt. */
    public WebPaasApi withoutRetries(ApiToken token) {
        return new WebPaasApi(token, singleCalls, starts);
    }

    /** The same for somebody whose thread nobody interrupts, and who comes back anyway: a call needs no other thread. */
    public WebPaasApi inPlace(ApiToken token) {
        return new WebPaasApi(token, callsInPlace, starts);
    }

    /** The same for somebody who wants to know whether the API token is good now: it is exchanged anew. */
    public WebPaasApi anew(ApiToken token) {
        return new WebPaasApi(token, new AuthorizedCalls(transport, verdict, none, newAccessTokens()), starts);
    }
}
