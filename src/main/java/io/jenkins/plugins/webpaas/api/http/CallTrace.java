package io.jenkins.plugins.webpaas.api.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Protocol;
import okhttp3.Request;

/**
 * The way of one call: its proxy, its connection, whether the request was sent, and the status of the answer. {@link CallListener} keeps the
 * trace, and {@link NetworkFailure} explains failures with it. The request carries its trace as a tag.
 */
final class CallTrace {
    /** The shortest time after which a server closes an idle connection: the default of Apache httpd, less the time of a request's way. */
    private static final Duration SHORTEST_KEEP_ALIVE = Duration.ofSeconds(4);

    private final boolean onlyConnects;
    private Consumer<Protocol> connectedAction = protocol -> {};
    private volatile Proxy proxy = Proxy.NO_PROXY;
    private volatile Duration idle = Duration.ZERO;
    private volatile boolean isSent;
    private volatile int status;

    /** @param onlyConnects whether the call ends without a request once it has a connection */
    CallTrace(boolean onlyConnects) {
        this.onlyConnects = onlyConnects;
    }

    static CallTrace of(Call call) {
        return of(call.request());
    }

    static CallTrace of(Request request) {
        return request.tag(CallTrace.class);
    }

    /** Sets an action that runs as soon as the call has a connection. */
    void whenConnected(Consumer<Protocol> action) {
        connectedAction = action;
    }

    void setProxy(Proxy proxy) {
        this.proxy = proxy;
    }

    /** @param idle time for which the connection was idle; zero for a new one */
    void connected(Connection connection, Duration idle) {
        proxy = connection.route().proxy();
        this.idle = idle;
        connectedAction.accept(connection.protocol());
    }

    void sending() {
        isSent = true;
    }

    void answered(int code) {
        status = code;
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

    /** Returns host and port of the proxy. */
    String proxyName() {
        InetSocketAddress address = (InetSocketAddress) proxy.address();
        return address.getHostString() + ":" + address.getPort();
    }
}
