package io.jenkins.plugins.webpaas.api.http;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Lets one call at a time look for a connection to a host. The other calls wait, because HTTP/2 needs only one connection for all of them.
 * A host that speaks HTTP/1.1 alone has no such gate, because each call needs a connection of its own there.
 */
final class ConnectionGate implements Interceptor {
    /** The hosts to which a call is connecting. */
    private final Map<String, CompletableFuture<Void>> connecting = new ConcurrentHashMap<>();

    private final Set<String> withoutHttp2 = ConcurrentHashMap.newKeySet();

    /** Tells whether calls to a host may share a connection, as far as is known. */
    boolean mayShare(HttpUrl url) {
        return url.isHttps() && !withoutHttp2.contains(host(url));
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        HttpUrl url = chain.request().url();
        if (!mayShare(url)) {
            return chain.proceed(chain.request());
        }
        String host = host(url);
        CompletableFuture<Void> own = new CompletableFuture<>();
        CompletableFuture<Void> other = connecting.putIfAbsent(host, own);
        if (other != null) {
            await(other, chain);
            return chain.proceed(chain.request());
        }
        CallTrace.of(chain.request()).whenConnected(protocol -> {
            if (protocol != Protocol.HTTP_2) {
                withoutHttp2.add(host);
            }
            open(host, own);
        });
        try {
            return chain.proceed(chain.request());
        } finally {
            open(host, own);
        }
    }

    private void open(String host, CompletableFuture<Void> own) {
        connecting.remove(host, own);
        own.complete(null);
    }

    /** Waits as long as a connection may take. Then the call connects itself. */
    private static void await(CompletableFuture<Void> other, Chain chain) throws IOException {
        long longest = TimeUnit.MILLISECONDS.toNanos(chain.connectTimeoutMillis());
        long timeout = chain.call().timeout().timeoutNanos();
        try {
            other.get(timeout == 0 ? longest : Math.min(timeout, longest), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw Sleeper.interrupted("Interrupted while another call was connecting");
        } catch (ExecutionException | TimeoutException e) {
            // The call connects itself.
        }
    }

    private static String host(HttpUrl url) {
        return url.host() + ":" + url.port();
    }
}
