package io.jenkins.plugins.webpaas.api.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says why no answer came. */
final class NetworkFailure {
    private static final String ADVICE = "Check the network and the proxy settings of Jenkins.";
    private static final String PROXY_ADVICE = "Check the proxy settings of Jenkins.";

    /** How okhttp reports what a proxy answers to CONNECT; it has no types for that. */
    private static final String CONNECT_LOGIN = "Failed to authenticate with proxy";

    private static final String CONNECT_REFUSED = "Unexpected response code for CONNECT: ";

    /** The status by which a proxy demands a login. */
    static final int LOGIN = 407;

    private NetworkFailure() {}

    static WebPaasException explain(ApiCall call, CallTrace route, Instant now, IOException e) {
        if (e instanceof WebPaasException known) {
            return known;
        }
        String message = String.valueOf(e.getMessage());
        // Without an HTTP proxy, okhttp itself fails on the answer.
        if (message.equals(CONNECT_LOGIN) || route.status() == LOGIN) {
            return proxyLogin(call, route, e);
        }
        if (message.startsWith(CONNECT_REFUSED)) {
            return connectRefused(call, route, message.substring(CONNECT_REFUSED.length()), e);
        }
        boolean cut = has(e, EOFException.class) || has(e, SocketException.class);
        if (e instanceof SSLException && !cut && !has(e, InterruptedIOException.class)) {
            return tls(call, now, e);
        }
        return unreachable(call, route, e);
    }

    static WebPaasException proxyLogin(ApiCall call, CallTrace route, IOException cause) {
        if (!route.isThroughHttpProxy()) {
            return WebPaasException.lasting(
                    Problem.PROXY,
                    LOGIN,
                    call.failed(
                            call.hostAndPort() + " demands the login of a proxy (407), but Jenkins uses no HTTP proxy"
                                    + " for this host. " + ADVICE));
        }
        return WebPaasException.lasting(
                Problem.PROXY,
                call.failed("the proxy " + route.proxyName() + " demands a login (407). " + PROXY_ADVICE),
                cause);
    }

    private static WebPaasException connectRefused(ApiCall call, CallTrace route, String code, IOException cause) {
        String text = call.failed("the proxy " + route.proxyName() + " refuses a connection to " + call.hostAndPort()
                + " (" + code + "). " + PROXY_ADVICE);
        return code.startsWith("5")
                ? WebPaasException.temporary(Problem.PROXY, 0, text, cause)
                : WebPaasException.lasting(Problem.PROXY, text, cause);
    }

    private static WebPaasException tls(ApiCall call, Instant now, IOException e) {
        String certificate = "the TLS certificate of " + call.hostAndPort();
        String why;
        if (has(e, CertificateExpiredException.class)) {
            why = certificate + " has expired by the clock of this machine, " + clock(now)
                    + ". Set the clock if it is wrong; else the certificate must be renewed.";
        } else if (has(e, CertificateNotYetValidException.class)) {
            why = certificate + " is not valid yet by the clock of this machine, " + clock(now)
                    + ". Set the clock if it is wrong.";
        } else if (has(e, SSLPeerUnverifiedException.class)) {
            why = certificate + " is for another host. Check the URLs of the service in the system configuration.";
        } else if (has(e, CertPathBuilderException.class)) {
            why = certificate + " is not signed by anyone whom Jenkins' Java trusts. If a proxy inspects TLS, add its"
                    + " certificate to that trust store.";
        } else {
            why = "no TLS connection to " + call.hostAndPort() + " (" + ErrorMessage.line(e.getMessage()) + "). "
                    + ADVICE;
        }
        return WebPaasException.lasting(Problem.TLS, call.failed(why), e);
    }

    private static String clock(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static WebPaasException unreachable(ApiCall call, CallTrace route, IOException e) {
        String text;
        if (route.isThroughHttpProxy() && e instanceof UnknownHostException) {
            text = "the proxy " + route.proxyName() + " cannot be reached (unknown host). " + PROXY_ADVICE;
        } else if (route.isThroughHttpProxy() && isConnecting(e)) {
            text = "the proxy " + route.proxyName() + " cannot be reached (no connection). " + PROXY_ADVICE;
        } else {
            String way = route.isDirect() ? "" : " through the proxy " + route.proxyName();
            text = call.service().name() + " cannot be reached at " + call.hostAndPort() + way + " (" + reason(e)
                    + "). " + ADVICE;
        }
        boolean isLate = route.isSent() && has(e, InterruptedIOException.class);
        Problem problem = isLate ? Problem.NO_ANSWER : Problem.UNREACHABLE;
        return WebPaasException.temporary(problem, route.status(), call.failed(text), e);
    }

    private static boolean isConnecting(IOException e) {
        return e instanceof ConnectException || e instanceof NoRouteToHostException;
    }

    private static String reason(IOException e) {
        if (e instanceof UnknownHostException) {
            return "unknown host";
        }
        if (e instanceof InterruptedIOException) {
            return "no answer in time";
        }
        return isConnecting(e) ? "no connection" : "the connection broke off";
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
