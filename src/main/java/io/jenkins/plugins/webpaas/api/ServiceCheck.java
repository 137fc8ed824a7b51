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
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;

/** Checks without an API token that a service answers at its URLs. Each part of the service must refuse an unknown caller in its own way. */
record ServiceCheck(HttpTransport transport, ResponseReader reader, TokenExchange exchange) {
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403);

    /** @throws WebPaasException naming the part that does not answer, or does not know the OAuth client id */
    void run(Service service) throws IOException {
        checkAuthorization(service);
        checkApi(service);
        checkRefusal(ApiCall.post(
                service,
                "ask the certifier",
                "Check the certifier URL",
                HttpUrl.get(service.endpoints().certificate().toString()),
                Map.of()));
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
}
