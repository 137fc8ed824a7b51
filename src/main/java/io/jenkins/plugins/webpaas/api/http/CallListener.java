package io.jenkins.plugins.webpaas.api.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** Notes in the trace of each call what happens to the call. Remembers since when connections are idle. */
final class CallListener extends EventListener {
    private final Clock clock;

    /** The times at which connections became idle. Guarded by itself. */
    private final Map<Connection, Instant> idleSince = new WeakHashMap<>();

    CallListener(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void proxySelectEnd(Call call, HttpUrl url, List<Proxy> proxies) {
        CallTrace.of(call).setProxy(proxies.get(0));
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        CallTrace.of(call).setProxy(proxy);
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        Instant now = clock.instant();
        Instant since;
        synchronized (idleSince) {
            since = idleSince.getOrDefault(connection, now);
        }
        CallTrace.of(call).connected(connection, Duration.between(since, now));
    }

    @Override
    public void connectionReleased(Call call, Connection connection) {
        synchronized (idleSince) {
            idleSince.put(connection, clock.instant());
        }
    }

    @Override
    public void requestHeadersStart(Call call) {
        CallTrace.of(call).sending();
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        CallTrace.of(call).answered(response.code());
    }
}
