package io.jenkins.plugins.webpaas.client;

/**
 * The one client of a controller: its connections, its access tokens. For any number of services, accounts and threads; it
 * needs no closing.
 */
public final class WebPaasClient {
    private final AuthorizedCalls calls;
    private final Pause pause;

    public WebPaasClient(HttpSettings settings) {
        this(settings, duration -> Thread.sleep(duration.toMillis()));
    }

    WebPaasClient(HttpSettings settings, Pause pause) {
        Transport transport = new Transport(settings);
        Verdict verdict = new Verdict(settings.clock());
        Retries retries = new Retries(settings.deadline(), settings.clock(), pause);
        AccessTokens tokens =
                new AccessTokens(new TokenExchange(transport, verdict, settings.clock()), retries, settings.clock());
        this.pause = pause;
        calls = new AuthorizedCalls(transport, verdict, retries, tokens);
    }

    /** The API as an account sees it; costs nothing and asks nothing. */
    public WebPaasApi as(ApiToken token) {
        return new WebPaasApi(token, calls, pause);
    }
}
