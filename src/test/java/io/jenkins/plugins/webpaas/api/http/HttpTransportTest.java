package io.jenkins.plugins.webpaas.api.http;

import static io.jenkins.plugins.webpaas.api.FakeService.json;
import static io.jenkins.plugins.webpaas.api.FakeService.status;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.CallFailure;
import io.jenkins.plugins.webpaas.api.FakeService;
import io.jenkins.plugins.webpaas.api.FakeServiceTest;
import io.jenkins.plugins.webpaas.api.Project;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.WebPaasClient;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Connection;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the failures of calls without an answer, or with an answer that the client does not accept. */
class HttpTransportTest extends FakeServiceTest {
    private static final String PATH = "/projects/abc";
    private static final int CALLS = 40;

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (FakeService other = new FakeService()) {
            String target = "http://localhost:" + other.server.getPort() + "/elsewhere?token=access-1";
            for (int code : List.of(301, 302, 303, 307, 308)) {
                fake.answer(PATH, status(code).setHeader("Location", target));

                WebPaasException failure = CallFailure.call(() -> fake.api().project("abc"));

                assertThat(failure.problem()).isEqualTo(Problem.NOT_THE_API);
                assertThat(failure)
                        .hasMessage(
                                "Could not read project 'abc': Acme (127.0.0.1) answered " + code + ", a redirect to"
                                        + " localhost that is not followed. Check the URLs of the service in the system"
                                        + " configuration, and whether a proxy or a login page stands in between.");
            }
            assertThat(other.requests).isEmpty();
        }
    }

    @Test
    void aRedirectOfTheExchangeIsNotFollowedEither() throws Exception {
        try (FakeService other = new FakeService()) {
            fake.token(status(307).setHeader("Location", "http://localhost:" + other.server.getPort() + "/"));

            assertThat(CallFailure.call(() -> fake.api().accessToken()))
                    .hasMessageContaining("answered 307, a redirect to localhost that is not followed.");
            assertThat(other.requests).isEmpty();
        }
    }

    @Test
    void aRedirectWithoutATargetIsNoneToFollow() {
        fake.answer(PATH, status(302));

        assertThat(CallFailure.call(() -> fake.api().project("abc")))
                .hasMessageContaining("answered 302, a redirect that is not followed.");
    }

    @Test
    void parallelRequestsAreSentAtOnce() throws Exception {
        fake.answer(PATH, json("{\"id\": \"abc\"}"));
        AtomicReference<Connection> connection = new AtomicReference<>();
        WebPaasClient client = fake.client(builder -> builder.addNetworkInterceptor(chain -> {
            connection.set(chain.connection());
            return chain.proceed(chain.request());
        }));
        client.as(fake.apiToken()).project("abc");

        assertThat(connection.get().socket().getTcpNoDelay()).isTrue();
    }

    @Test
    void anAnswerHasAtMostOneMebibyte() throws Exception {
        String frame = "{\"id\": \"abc\", \"title\": \"\"}";
        String largest = frame.replace("\"\"", "\"" + "x".repeat((1 << 20) - frame.length()) + "\"");
        fake.answer(PATH, json(largest));
        assertThat(fake.api().project("abc").title()).hasSize((1 << 20) - frame.length());

        fake.answer(PATH, json(largest + " "));
        WebPaasException failure = CallFailure.call(() -> fake.api().project("abc"));

        assertThat(failure.problem()).isEqualTo(Problem.NOT_THE_API);
        assertThat(failure)
                .hasMessage(
                        "Could not read project 'abc': Acme (127.0.0.1) answered with more than 1024 KiB. Check the URLs"
                                + " of the service in the system configuration, and whether a proxy or a login page stands in"
                                + " between.");
    }

    @Test
    void ofAnErrorTheBeginningIsEnough() {
        fake.answer(PATH, status(403).body("long ".repeat(1_000_000)));

        assertThat(CallFailure.call(() -> fake.api().project("abc"))).hasMessageContaining("answered 403: \"long long");
    }

    @Test
    void compressedAnswersAreMeasuredAtTheirFullSize() throws Exception {
        Buffer compressed = new Buffer();
        try (var gzip = new GZIPOutputStream(compressed.outputStream())) {
            gzip.write(new byte[50_000_000]);
        }
        fake.answer(PATH, status(200).setHeader("Content-Encoding", "gzip").body(compressed));

        assertThat(CallFailure.call(() -> fake.api().project("abc"))).hasMessageContaining("more than 1024 KiB");
    }

    @Test
    void nobodyListening() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        WebPaasException failure = failure(fake.client(), "http://127.0.0.1:" + port);

        assertThat(failure.problem()).isEqualTo(Problem.UNREACHABLE);
        assertThat(failure.status()).isEmpty();
        assertThat(failure.isTemporary()).isTrue();
        assertThat(failure)
                .hasMessageStartingWith(
                        "Could not exchange the API token for an access token: Acme cannot be reached at"
                                + " 127.0.0.1:" + port
                                + " (no connection). Check the network and the proxy settings of Jenkins."
                                + " Gave up after ");
    }

    @Test
    void anUnknownHost() {
        Dns unknown = host -> {
            throw new UnknownHostException(host);
        };

        WebPaasException failure = failure(fake.client(builder -> builder.dns(unknown)), "https://api.example.invalid");

        assertThat(failure.problem()).isEqualTo(Problem.UNREACHABLE);
        assertThat(failure)
                .hasMessageContaining(
                        "Acme cannot be reached at api.example.invalid:443 (unknown host). Check the network"
                                + " and the proxy settings of Jenkins. Gave up after ");
    }

    @Test
    void noAnswerInTime() {
        fake.token(json("{}").headersDelay(20, SECONDS));
        HttpSettings hasty = new HttpSettings(
                "Jenkins-WebPaaS/1.0 (test)",
                builder -> builder,
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                fake.time);

        WebPaasException failure = CallFailure.call(
                () -> new WebPaasClient(hasty, fake.time).as(fake.apiToken()).accessToken());

        assertThat(failure.problem()).isEqualTo(Problem.NO_ANSWER);
        assertThat(failure).hasMessageContaining("(no answer in time). Check the network");
        assertThat(fake.exchanges()).isGreaterThan(1);
    }

    @Test
    void halfABody() {
        fake.answer(PATH, json("{\"id\": \"abc\"}").onResponseBody(new SocketEffect.CloseSocket()));

        assertThat(CallFailure.call(() -> fake.api().project("abc")))
                .hasMessageContaining(
                        "(the connection broke off). Check the network and the proxy settings of Jenkins.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptEndsACallAtOnce(boolean repeats) throws Exception {
        fake.answer(PATH, json("{}").headersDelay(20, SECONDS));
        Dispatcher dispatcher = new Dispatcher();
        WebPaasClient client = fake.client(builder -> builder.dispatcher(dispatcher));
        WebPaasApi api = repeats
                ? client.as(fake.apiToken())
                : client.as(fake.apiToken()).withoutRetries();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                api.project("abc");
            } catch (IOException e) {
                failure.set(e);
                flag.set(Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        await().until(() -> !fake.requests(PATH).isEmpty());

        long before = System.nanoTime();
        thread.interrupt();
        thread.join();

        assertThat(System.nanoTime() - before).isLessThan(SECONDS.toNanos(1));
        assertThat(failure.get())
                .isInstanceOf(InterruptedIOException.class)
                .hasMessage("Could not read project 'abc': interrupted");
        assertThat(flag.get()).isTrue();
        await().atMost(1, SECONDS).until(() -> dispatcher.runningCallsCount() == 0);
        assertThat(fake.requests(PATH)).hasSize(1);
    }

    @Test
    void callsDoNotQueueForEachOther() throws Exception {
        CountDownLatch allCalls = new CountDownLatch(CALLS);
        fake.server.setDispatcher(new mockwebserver3.Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                if (request.getTarget().equals("/oauth2/token")) {
                    return fake.dispatch(request);
                }
                allCalls.countDown();
                allCalls.await();
                return json("{\"id\": \"abc\"}").build();
            }
        });
        WebPaasApi api = fake.api();
        ExecutorService executor = Executors.newFixedThreadPool(CALLS);
        try {
            List<Callable<Project>> calls = Collections.nCopies(CALLS, () -> api.project("abc"));
            for (Future<Project> project : executor.invokeAll(calls)) {
                assertThat(project.get().id()).isEqualTo("abc");
            }
            assertThat(fake.time.pauses).as("no call had to wait for another").isEmpty();
        } finally {
            executor.shutdownNow();
        }
    }
}
