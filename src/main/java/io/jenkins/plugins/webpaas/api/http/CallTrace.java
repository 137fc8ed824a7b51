package io.jenkins.plugins.webpaas.api.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The way of one call: its proxy, its connection, whether the request was sent, and the status of the answer. {@link NetworkFailure} explains
 * failures with the trace. The request carries its trace as a tag.
 */
final class CallTrace extends EventListener {
    /** The shortest time after which a server closes an idle connection: the default of Apache httpd, less the time of a request's way. */
    private static final Duration SHORTEST_KEEP_ALIVE = Duration.ofSeconds(4);

    /** The times at which connections became idle. */
    private static final Map<Connection, Instant> IDLE_SINCE = Collections.synchronizedMap(new WeakHashMap<>());

    private final boolean onlyConnects;
    private final Clock clock;
    private Consumer<Protocol> connectedAction = protocol -> {};
    private volatile Proxy proxy = Proxy.NO_PROXY;
    private volatile Duration idle = Duration.ZERO;
    private volatile boolean isSent;
    private volatile int status;

    /** @param onlyConnects whether the call ends without a request once it has a connection */
    CallTrace(boolean onlyConnects, Clock clock) {
        this.onlyConnects = onlyConnects;
        this.clock = clock;
    }

    static CallTrace of(Request request) {
        return request.tag(CallTrace.class);
    }

    /** Sets an action that runs as soon as the call has a connection. */
    void whenConnected(Consumer<Protocol> action) {
        connectedAction = action;
    }

    @Override
    public void proxySelectEnd(Call call, HttpUrl url, List<Proxy> proxies) {
        proxy = proxies.get(0);
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy routeProxy) {
        proxy = routeProxy;
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        proxy = connection.route().proxy();
        Instant now = clock.instant();
        idle = Duration.between(IDLE_SINCE.getOrDefault(connection, now), now);
        connectedAction.accept(connection.protocol());
    }

    @Override
    public void connectionReleased(Call call, Connection connection) {
        IDLE_SINCE.put(connection, clock.instant());
    }

    @Override
    public void requestHeadersStart(Call call) {
        isSent = true;
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        status = response.code();
    }

    boolean onlyConnects() {
        return onlyConnects;
    }

    /** Returns the time for which the connection was idle before this call; zero for a new one. */
    Duration idle() {
        return idle;
    }

    /** Tells whether the connection was idle for so long that the server may have closed it meanwhile. */
    boolean isOnKeptConnection() {
        return idle.compareTo(SHORTEST_KEEP_ALIVE) >= 0;
    }

    /** Tells whether the client began to send the request. */
    boolean isSent() {
        return isSent;
    }

    /** Returns the status of the answer, whose body may be missing; 0 if there was no answer. */
    int status() {
        return status;
    }

    boolean isDirect() {
        return proxy.type() == Proxy.Type.DIRECT;
    }

    boolean isThroughHttpProxy() {
        return proxy.type() == Proxy.Type.HTTP;
    }

    String proxyName() {
        InetSocketAddress address = (InetSocketAddress) proxy.address();
        return address.getHostString() + ":" + address.getPort();
    }
}
