package io.jenkins.plugins.webpaas.api.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Response;

/**
 * The way of one call: its proxy, whether the request was sent, and the status of the answer. {@link NetworkFailure} explains failures
 * with it. The request carries its trace as a tag.
 */
final class CallTrace {
    private volatile Proxy proxy = Proxy.NO_PROXY;
    private volatile boolean isSent;
    private volatile int status;

    static EventListener listener() {
        return new EventListener() {
            @Override
            public void proxySelectEnd(Call call, HttpUrl url, List<Proxy> proxies) {
                of(call).proxy = proxies.get(0);
            }

            @Override
            public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
                of(call).proxy = proxy;
            }

            @Override
            public void connectionAcquired(Call call, Connection connection) {
                of(call).proxy = connection.route().proxy();
            }

            @Override
            public void requestHeadersStart(Call call) {
                of(call).isSent = true;
            }

            @Override
            public void responseHeadersEnd(Call call, Response response) {
                of(call).status = response.code();
            }
        };
    }

    private static CallTrace of(Call call) {
        return call.request().tag(CallTrace.class);
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
