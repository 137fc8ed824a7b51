package io.jenkins.plugins.webpaas.api;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.HttpSettings;
import io.jenkins.plugins.webpaas.service.Endpoints;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.service.VendorCliNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;

/** A service that gives the answers of a test. Without an answer for it, the token endpoint issues access-1, access-2 and so on. */
public final class FakeService extends Dispatcher implements AutoCloseable {
    public static final String SECRET = "s3cr3t-api-token";

    public final MockWebServer server = new MockWebServer();
    public final FakeTime time = new FakeTime();
    public final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

    /** The access token that is answered with 401 after 200 ms. */
    public volatile String refused;

    private final AtomicInteger exchanges = new AtomicInteger();
    private final Map<String, Deque<MockResponse>> answers = new ConcurrentHashMap<>();

    public FakeService() {
        server.setDispatcher(this);
        try {
            server.start(InetAddress.getByName("127.0.0.1"), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        requests.add(request);
        if (("Bearer " + refused).equals(request.getHeaders().get("Authorization"))) {
            return json(401, "{\"error\": \"invalid_token\"}")
                    .headersDelay(200, TimeUnit.MILLISECONDS)
                    .build();
        }
        Deque<MockResponse> queue = answers.getOrDefault(path(request), new ConcurrentLinkedDeque<>());
        // The last answer is also for all further requests.
        MockResponse answer = queue.size() > 1 ? queue.poll() : queue.peek();
        if (answer == null && path(request).equals("/oauth2/token")) {
            answer = json(token("access-" + exchanges.incrementAndGet(), 900)).build();
        }
        return answer == null ? status(404).build() : answer;
    }

    private static String path(RecordedRequest request) {
        return request.getTarget();
    }

    public FakeService answer(String path, MockResponse.Builder... inTurn) {
        Deque<MockResponse> queue = new ConcurrentLinkedDeque<>();
        for (MockResponse.Builder answer : inTurn) {
            queue.add(answer.build());
        }
        answers.put(path, queue);
        return this;
    }

    public FakeService token(MockResponse.Builder... inTurn) {
        return answer("/oauth2/token", inTurn);
    }

    /** Removes the answers of the token endpoint, so that it issues access tokens again. */
    public void issueTokens() {
        answers.remove("/oauth2/token");
    }

    public static MockResponse.Builder status(int code) {
        return new MockResponse.Builder().code(code);
    }

    public static MockResponse.Builder json(String body) {
        return json(200, body);
    }

    public static MockResponse.Builder json(int code, String body) {
        return status(code).setHeader("Content-Type", "application/json").body(body);
    }

    public static MockResponse.Builder html(int code) {
        return status(code).setHeader("Content-Type", "text/html").body("<html><body>Please log in</body></html>");
    }

    public static String token(String value, int seconds) {
        return "{\"access_token\": \"" + value + "\", \"expires_in\": " + seconds + ", \"token_type\": \"bearer\"}";
    }

    public Service service() {
        return service(server.getPort());
    }

    public static Service service(int port) {
        return service("http://127.0.0.1:" + port);
    }

    public static Service service(String url) {
        return new Service(
                "acme",
                "Acme",
                new Endpoints(url, url, url, "acme-cli", null),
                SshHosts.of(List.of("*.acme.example"), UnknownHosts.REFUSE),
                new VendorCliNames("acme", "ACME_CLI_"));
    }

    public ApiToken apiToken() {
        return new ApiToken(service(), SECRET);
    }

    public WebPaasApi api() {
        return client().as(apiToken());
    }

    public WebPaasClient client() {
        return client(UnaryOperator.identity());
    }

    public WebPaasClient client(UnaryOperator<OkHttpClient.Builder> customizer) {
        return new WebPaasClient(settings(customizer), time);
    }

    public HttpSettings settings(UnaryOperator<OkHttpClient.Builder> customizer) {
        return new HttpSettings(
                "Jenkins-WebPaaS/1.0 (test)",
                customizer,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(120),
                time);
    }

    public List<RecordedRequest> requests(String path) {
        return requests.stream().filter(request -> path(request).equals(path)).toList();
    }

    public int exchanges() {
        return requests("/oauth2/token").size();
    }

    @Override
    public void close() {
        server.close();
    }
}
