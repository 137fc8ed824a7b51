package io.jenkins.plugins.webpaas.api.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Sends a request exactly once and brings the answer, whatever its status. */
public final class HttpTransport {
    private static final int CALLS = 128;
    private static final int CALLS_PER_HOST = 64;

    private final OkHttpClient http;
    private final String userAgent;
    private final Clock clock;
    private final boolean isInPlace;

    public HttpTransport(HttpSettings settings) {
        this(client(settings), settings.userAgent(), settings.clock(), false);
    }

    private HttpTransport(OkHttpClient http, String userAgent, Clock clock, boolean isInPlace) {
        this.http = http;
        this.userAgent = userAgent;
        this.clock = clock;
        this.isInPlace = isInPlace;
    }

    /** The same for callers that nobody interrupts: it needs no thread but theirs, and an interrupt waits for the answer. */
    public HttpTransport inPlace() {
        return new HttpTransport(http, userAgent, clock, true);
    }

    private static OkHttpClient client(HttpSettings settings) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .dispatcher(dispatcher())
                // Shorter than servers keep an idle connection, lest a request go into one that is closed.
                .connectionPool(new ConnectionPool(8, 30, TimeUnit.SECONDS))
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.callTimeout())
                .writeTimeout(settings.callTimeout())
                .callTimeout(settings.callTimeout());
        return settings.customizer()
                .apply(builder)
                .eventListener(CallTrace.listener())
                // The bearer token stays on its host.
                .followRedirects(false)
                .followSslRedirects(false)
                // What may be repeated is for Retries to say.
                .retryOnConnectionFailure(false)
                .addNetworkInterceptor(HttpTransport::withoutHurry)
                .build();
    }

    /** Else okhttp repeats by itself, at once, what is answered with 503 and a Retry-After of 0: operations, too. */
    private static Response withoutHurry(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        return response.code() == 503 && response.header("Retry-After", "").matches("0+")
                ? response.newBuilder().removeHeader("Retry-After").build()
                : response;
    }

    private static Dispatcher dispatcher() {
        Dispatcher dispatcher = new Dispatcher(
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "webpaas-http");
                    thread.setDaemon(true);
                    return thread;
                }));
        dispatcher.setMaxRequests(CALLS);
        dispatcher.setMaxRequestsPerHost(CALLS_PER_HOST);
        return dispatcher;
    }

    /**
     * @throws WebPaasException if no answer came
     * @throws InterruptedIOException if the thread was interrupted; the interrupt flag stays set
     */
    public ApiResponse send(ApiCall call) throws WebPaasException, InterruptedIOException {
        CallTrace route = new CallTrace();
        Request request = call.request()
                .newBuilder()
                .header("User-Agent", userAgent)
                .header("Accept", "application/json")
                .tag(CallTrace.class, route)
                .build();
        Call pending = http.newCall(request);
        if (call.patience() != null) {
            Duration most = Duration.ofNanos(pending.timeout().timeoutNanos());
            pending.timeout().timeout(shorter(call.patience(), most).toNanos(), TimeUnit.NANOSECONDS);
        }
        ApiResponse answer = isInPlace ? execute(call, route, pending) : await(call, route, pending);
        if (answer.code() == NetworkFailure.LOGIN) {
            throw NetworkFailure.proxyLogin(call, route, null);
        }
        return answer;
    }

    /** @param most zero is none */
    private static Duration shorter(Duration wanted, Duration most) {
        return most.isZero() || wanted.compareTo(most) < 0 ? wanted : most;
    }

    private ApiResponse execute(ApiCall call, CallTrace route, Call pending) throws WebPaasException {
        try (Response response = pending.execute()) {
            return ApiResponse.read(call, response);
        } catch (IOException e) {
            throw failed(call, route, e);
        }
    }

    private WebPaasException failed(ApiCall call, CallTrace route, IOException e) {
        WebPaasException failure = NetworkFailure.explain(call, route, clock.instant(), e);
        return route.isSent() ? failure.afterSending() : failure;
    }

    /** In a thread of its own, as reading from a socket cannot be interrupted. */
    private ApiResponse await(ApiCall call, CallTrace route, Call pending)
            throws WebPaasException, InterruptedIOException {
        CompletableFuture<ApiResponse> future = new CompletableFuture<>();
        pending.enqueue(new Completion(call, future));
        try {
            return future.get();
        } catch (InterruptedException e) {
            pending.cancel();
            throw Sleeper.interrupted(call.failed("interrupted"));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw failed(call, route, cause);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private record Completion(ApiCall call, CompletableFuture<ApiResponse> future) implements Callback {
        @Override
        public void onResponse(Call pending, Response response) {
            try (response) {
                future.complete(ApiResponse.read(call, response));
            } catch (IOException e) {
                future.completeExceptionally(e);
            } finally {
                // Whatever happened, nobody waits for ever.
                future.completeExceptionally(new IOException("The answer could not be read"));
            }
        }

        @Override
        public void onFailure(Call pending, IOException e) {
            future.completeExceptionally(e);
        }
    }
}
