package io.jenkins.plugins.webpaas.client;

import java.time.Duration;

/**
 * The one client of a controller: its connections, its access tokens. For any number of services, accounts and threads; it
 * needs no closing.
 */
public final class WebPaasClient {
    private final AuthorizedCalls calls;
    private final AuthorizedCalls singleCalls;
    private final Starts starts;

    public WebPaasClient(HttpSettings settings) {
        this(settings, duration -> Thread.sleep(duration.toMillis()));
    }

    WebPaasClient(HttpSettings settings, Pause pause) {
        Transport transport = new Transport(settings);
        Verdict verdict = new Verdict(settings.clock());
        AccessTokens tokens =
                new AccessTokens(new TokenExchange(transport, verdict, settings.clock()), settings.clock());
        calls = new AuthorizedCalls(
                transport, verdict, new Retries(settings.deadline(), settings.clock(), pause), tokens);
        singleCalls =
                new AuthorizedCalls(transport, verdict, new Retries(Duration.ZERO, settings.clock(), pause), tokens);
        starts = new Starts(pause);
    }

    /** The API as an account sees it; costs nothing and asks nothing. */
    public WebPaasApi as(ApiToken token) {
        return new WebPaasApi(token, calls, starts);
    }

    /** The same for somebody who comes back anyway: no call is repeated, so none takes longer than one attempt. */
    public WebPaasApi withoutRetries(ApiToken token) {
        return new WebPaasApi(token, singleCalls, starts);
    }
}
