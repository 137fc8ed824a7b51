package io.jenkins.plugins.webpaas.api.http;

import io.jenkins.plugins.webpaas.concurrent.Durations;
import io.jenkins.plugins.webpaas.concurrent.Futures;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends a request and returns the answer, whatever its status. It follows no redirect, and repeats a request only if the server closed the
 * idle connection before the request came.
 */
public final class HttpTransport {
    /**
     * The time for which idle connections are kept, if their servers keep them. It is shorter than the time after which a firewall of a cloud forgets a connection without a
     * word, the shortest of which is four minutes. There are no pings, because not every load balancer answers them, and then calls under way would break off.
     */
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(3);

    /** The time after which an idle connection of HTTP/1.1 is not used again. Only a connection of HTTP/2 notices at once that its server closes it. */
    private static final Duration HTTP_1_KEEP_ALIVE = Duration.ofSeconds(30);

    private final OkHttpClient http;
    private final ConnectionGate gate;
    private final HttpSettings settings;
    private final boolean usesCallerThread;

    public HttpTransport(HttpSettings settings) {
        gate = new ConnectionGate();
        http = client(settings, gate);
        this.settings = settings;
        usesCallerThread = false;
    }

    private HttpTransport(HttpTransport other, boolean usesCallerThread) {
        http = other.http;
        gate = other.gate;
        settings = other.settings;
        this.usesCallerThread = usesCallerThread;
    }

    /** Returns a transport that uses no thread but the caller's. An interrupt of that thread does not end a call. */
    public HttpTransport inCallerThread() {
        return new HttpTransport(this, true);
    }

    private static OkHttpClient client(HttpSettings settings, ConnectionGate gate) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .dispatcher(dispatcher())
                .connectionPool(new ConnectionPool(8, KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS))
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.callTimeout())
                .writeTimeout(settings.callTimeout())
                .callTimeout(settings.callTimeout());
        return settings.customizer()
                .apply(builder)
                .eventListenerFactory(call -> CallTrace.of(call.request()))
                // No other host gets the bearer token.
                .followRedirects(false)
                .followSslRedirects(false)
                // Retries decides which requests are repeated.
                .retryOnConnectionFailure(false)
                .addInterceptor(gate)
                .addNetworkInterceptor(HttpTransport::checkConnection)
                .addNetworkInterceptor(HttpTransport::sendAtOnce)
                .addNetworkInterceptor(HttpTransport::preventImmediateRetry)
                .build();
    }

    /** Ends a call before its request if the call only connects, or if its connection is too old. */
    private static Response checkConnection(Interceptor.Chain chain) throws IOException {
        CallTrace trace = CallTrace.of(chain.request());
        boolean isTooOld =
                chain.connection().protocol() != Protocol.HTTP_2 && trace.idle().compareTo(HTTP_1_KEEP_ALIVE) > 0;
        if (trace.onlyConnects() || isTooOld) {
            throw new IOException("The connection is not used");
        }
        return chain.proceed(chain.request());
    }

    /** Sends parallel requests on a connection at once. Without this option, the second one waits until the host has acknowledged the first. */
    private static Response sendAtOnce(Interceptor.Chain chain) throws IOException {
        chain.connection().socket().setTcpNoDelay(true);
        return chain.proceed(chain.request());
    }

    /** Removes a Retry-After of 0 from a 503, for which okhttp would repeat the request at once, even that of an operation. */
    private static Response preventImmediateRetry(Interceptor.Chain chain) throws IOException {
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
        dispatcher.setMaxRequests(128);
        dispatcher.setMaxRequestsPerHost(64);
        return dispatcher;
    }

    /**
     * Makes a connection to a host that speaks HTTP/2, unless there is one. Returns at once and sends no request. A failure shows in the next
     * call.
     */
    public void connect(HttpUrl url) {
        if (gate.mayShare(url)) {
            Request request = new Request.Builder()
                    .url(url)
                    .tag(CallTrace.class, new CallTrace(true, settings.clock()))
                    .build();
            http.newCall(request).enqueue(new Callback() {
                @Override
                public void onResponse(Call call, Response response) {
                    response.close();
                }

                @Override
                public void onFailure(Call call, IOException e) {
                    // The next call explains the failure.
                }
            });
        }
    }

    /**
     * Sends a request and returns the answer. If the server closed the idle connection meanwhile, sends the request once more with a new
     * connection, unless the service may have acted on an operation.
     *
     * @throws WebPaasException if no answer came
     * @throws InterruptedIOException if the thread was interrupted; the interrupt flag stays set
     */
    public ApiResponse send(ApiCall call) throws WebPaasException, InterruptedIOException {
        CallTrace trace = new CallTrace(false, settings.clock());
        try {
            return send(call, trace);
        } catch (WebPaasException e) {
            if (!isClosedConnection(call, trace, e)) {
                throw e;
            }
        }
        // The server may have closed other idle connections too.
        http.connectionPool().evictAll();
        return send(call, new CallTrace(false, settings.clock()));
    }

    private static boolean isClosedConnection(ApiCall call, CallTrace trace, WebPaasException e) {
        boolean mayRepeat = !call.isOnceOnly() || !e.mayHaveBeenActedOn();
        boolean isClosed = trace.isOnKeptConnection() || NetworkFailure.isRefusedStream(e.getCause());
        return mayRepeat && isClosed && trace.status() == 0 && e.problem() == Problem.UNREACHABLE;
    }

    private ApiResponse send(ApiCall call, CallTrace trace) throws WebPaasException, InterruptedIOException {
        Request request = call.request()
                .newBuilder()
                .header("User-Agent", settings.userAgent())
                .header("Accept", "application/json")
                .tag(CallTrace.class, trace)
                .build();
        Call pending = http.newCall(request);
        if (call.timeout() != null) {
            Duration longest = Duration.ofNanos(pending.timeout().timeoutNanos());
            // Zero stands for no limit.
            Duration timeout = longest.isZero() ? call.timeout() : Durations.shorter(call.timeout(), longest);
            pending.timeout().timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        }
        ApiResponse answer = usesCallerThread ? execute(call, trace, pending) : await(call, trace, pending);
        if (answer.code() == NetworkFailure.PROXY_LOGIN) {
            throw NetworkFailure.proxyLogin(call, trace, null);
        }
        return answer;
    }

    private ApiResponse execute(ApiCall call, CallTrace trace, Call pending) throws WebPaasException {
        try (Response response = pending.execute()) {
            return ApiResponse.read(call, response);
        } catch (IOException e) {
            throw failure(call, trace, e);
        }
    }

    private WebPaasException failure(ApiCall call, CallTrace trace, IOException e) {
        WebPaasException failure =
                NetworkFailure.explain(call, trace, settings.clock().instant(), e);
        return trace.isSent() && !NetworkFailure.isRefusedStream(e) ? failure.afterSending() : failure;
    }

    /** Sends the request in another thread, because reading from a socket cannot be interrupted. */
    private ApiResponse await(ApiCall call, CallTrace trace, Call pending)
            throws WebPaasException, InterruptedIOException {
        CompletableFuture<ApiResponse> future = new CompletableFuture<>();
        pending.enqueue(new Completion(call, future));
        try {
            return Futures.of(future);
        } catch (InterruptedException e) {
            pending.cancel();
            throw Sleeper.interrupted(call.failure("interrupted"));
        } catch (IOException e) {
            throw failure(call, trace, e);
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
                // Also after a RuntimeException, or the caller would wait for ever.
                future.completeExceptionally(new IOException("The answer could not be read"));
            }
        }

        @Override
        public void onFailure(Call pending, IOException e) {
            future.completeExceptionally(e);
        }
    }
}
