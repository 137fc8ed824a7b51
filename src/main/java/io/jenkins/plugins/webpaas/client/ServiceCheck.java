package io.jenkins.plugins.webpaas.client;

import io.jenkins.plugins.webpaas.service.Service;
import java.io.IOException;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Whether a service answers at its URLs, as far as that can be told without an API token: each of its parts must refuse a caller
 * whom it does not know, in its own way.
 */
final class ServiceCheck {
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403);

    private final Transport transport;
    private final Verdict verdict;
    private final TokenExchange exchange;

    ServiceCheck(Transport transport, Verdict verdict, TokenExchange exchange) {
        this.transport = transport;
        this.verdict = verdict;
        this.exchange = exchange;
    }

    /** @throws WebPaasException saying which part is not there, or does not know the OAuth client id */
    void run(Service service) throws IOException {
        authorization(service);
        refused(
                service,
                "ask the API",
                "Check the API URL",
                new Request.Builder().url(ApiPath.of(service, "users", "me")).build());
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

    private void refused(Service service, String aim, String advice, Request request) throws IOException {
        ApiCall call = new ApiCall(service, aim, advice, request);
        Answer answer = transport.send(call);
        if (!REFUSALS.contains(answer.code()) || answer.isHtml()) {
            verdict.check(call, answer);
            throw Verdict.notTheApi(call, answer, "something else");
        }
    }
}
