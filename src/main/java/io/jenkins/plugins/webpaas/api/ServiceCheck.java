package io.jenkins.plugins.webpaas.api;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.auth.TokenExchange;
import io.jenkins.plugins.webpaas.api.http.ApiCall;
import io.jenkins.plugins.webpaas.api.http.ApiResponse;
import io.jenkins.plugins.webpaas.api.http.HttpTransport;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.ResponseReader;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Checks that a service answers at its URLs, as far as that can be told without an API token. Each part of the service must
 * refuse an unknown caller in its own way.
 */
final class ServiceCheck {
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403);

    private final HttpTransport transport;
    private final ResponseReader verdict;
    private final TokenExchange exchange;

    ServiceCheck(HttpTransport transport, ResponseReader verdict, TokenExchange exchange) {
        this.transport = transport;
        this.verdict = verdict;
        this.exchange = exchange;
    }

    /** @throws WebPaasException saying which part is not there, or does not know the OAuth client id */
    void run(Service service) throws IOException {
        authorization(service);
        api(service);
        refused(
                service,
                "ask the certifier",
                "Check the certifier URL",
                new Request.Builder()
                        .url(HttpUrl.get(service.endpoints().certificate().toString()))
                        .post(RequestBody.create("{}", WebPaasApi.JSON))
                        .build());
    }

    /** It looks at the client id before the token. */
    private void authorization(Service service) throws IOException {
        try {
            exchange.exchange(new ApiToken(service, "none"));
        } catch (WebPaasException e) {
            if (e.problem() != Problem.REFUSED_TOKEN) {
                throw e;
            }
        }
    }

    /** A service without organizations need not know {@code /users/me}. */
    private void api(Service service) throws IOException {
        try {
            api(service, "users", "me");
        } catch (WebPaasException e) {
            if (e.problem() != Problem.NOT_FOUND) {
                throw e;
            }
            api(service, "me");
        }
    }

    private void api(Service service, String... path) throws IOException {
        refused(
                service,
                "ask the API",
                "Check the API URL",
                new Request.Builder().url(ApiPath.of(service, path)).build());
    }

    private void refused(Service service, String aim, String advice, Request request) throws IOException {
        ApiCall call = new ApiCall(service, aim, advice, request);
        ApiResponse answer = transport.send(call);
        if (!REFUSALS.contains(answer.code()) || answer.isHtml()) {
            verdict.check(call, answer);
            throw ResponseReader.notTheApi(call, answer, "something else");
        }
    }
}
