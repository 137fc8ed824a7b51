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

/** Explains why no answer came. */
final class NetworkFailure {
    private static final String ADVICE = "Check the network and the proxy settings of Jenkins.";
    private static final String PROXY_ADVICE = "Check the proxy settings of Jenkins.";

    /** The text by which alone okhttp tells that a proxy answers CONNECT with 407. There is no exception type for it. */
    private static final String CONNECT_LOGIN = "Failed to authenticate with proxy";

    /** The text, followed by the status, by which alone okhttp tells that a proxy answers CONNECT with another status than 200 and 407. */
    private static final String CONNECT_REFUSED = "Unexpected response code for CONNECT: ";

    /** The text by which alone okhttp tells that a server of HTTP/2 refuses a request before it acts on the request (RFC 9113, section 8.7). */
    private static final String REFUSED_STREAM = "stream was reset: REFUSED_STREAM";

    /** The status by which a proxy demands a login. */
    static final int PROXY_LOGIN = 407;

    private NetworkFailure() {}

    static WebPaasException explain(ApiCall call, CallTrace trace, Instant now, IOException e) {
        if (e instanceof WebPaasException explained) {
            return explained;
        }
        String message = String.valueOf(e.getMessage());
        // Without an HTTP proxy, okhttp throws an exception for a 407.
        if (message.equals(CONNECT_LOGIN) || trace.status() == PROXY_LOGIN) {
            return proxyLogin(call, trace, e);
        }
        if (message.startsWith(CONNECT_REFUSED)) {
            return connectRefused(call, trace, message.substring(CONNECT_REFUSED.length()), e);
        }
        boolean isCutOff = hasCause(e, EOFException.class) || hasCause(e, SocketException.class);
        if (e instanceof SSLException && !isCutOff && !hasCause(e, InterruptedIOException.class)) {
            return tls(call, now, e);
        }
        return unreachable(call, trace, e);
    }

    /** Tells whether a server refused a request before it acted on the request, such as while the server closes its connection. */
    static boolean isRefusedStream(Throwable e) {
        return e != null && REFUSED_STREAM.equals(e.getMessage());
    }

    static WebPaasException proxyLogin(ApiCall call, CallTrace trace, IOException cause) {
        if (!trace.isThroughHttpProxy()) {
            return WebPaasException.permanent(
                    Problem.PROXY,
                    PROXY_LOGIN,
                    call.failure(
                            call.hostAndPort() + " demands the login of a proxy (407), but Jenkins uses no HTTP proxy"
                                    + " for this host. " + ADVICE));
        }
        return WebPaasException.permanent(
                Problem.PROXY,
                call.failure("the proxy " + trace.proxyName() + " demands a login (407). " + PROXY_ADVICE),
                cause);
    }

    private static WebPaasException connectRefused(ApiCall call, CallTrace trace, String code, IOException cause) {
        String text = call.failure("the proxy " + trace.proxyName() + " refuses a connection to " + call.hostAndPort()
                + " (" + code + "). " + PROXY_ADVICE);
        return code.startsWith("5")
                ? WebPaasException.temporary(Problem.PROXY, 0, text, cause)
                : WebPaasException.permanent(Problem.PROXY, text, cause);
    }

    private static WebPaasException tls(ApiCall call, Instant now, IOException e) {
        String certificate = "the TLS certificate of " + call.hostAndPort();
        String reason;
        if (hasCause(e, CertificateExpiredException.class)) {
            reason = certificate + " has expired by the clock of this machine, " + utc(now)
                    + ". Set the clock if it is wrong; else the certificate must be renewed.";
        } else if (hasCause(e, CertificateNotYetValidException.class)) {
            reason = certificate + " is not valid yet by the clock of this machine, " + utc(now)
                    + ". Set the clock if it is wrong.";
        } else if (hasCause(e, SSLPeerUnverifiedException.class)) {
            reason = certificate + " is for another host. Check the URLs of the service in the system configuration.";
        } else if (hasCause(e, CertPathBuilderException.class)) {
            reason = certificate
                    + " is not signed by an authority that Jenkins' Java trusts. If a proxy inspects TLS, add the"
                    + " proxy's certificate to the trust store of this Java.";
        } else {
            reason = "no TLS connection to " + call.hostAndPort() + " (" + ErrorMessage.line(e.getMessage()) + "). "
                    + ADVICE;
        }
        return WebPaasException.permanent(Problem.TLS, call.failure(reason), e);
    }

    private static String utc(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static WebPaasException unreachable(ApiCall call, CallTrace trace, IOException e) {
        String text;
        if (trace.isThroughHttpProxy() && (e instanceof UnknownHostException || isConnecting(e))) {
            text = "the proxy " + trace.proxyName() + " cannot be reached (" + reason(e) + "). " + PROXY_ADVICE;
        } else {
            String through = trace.isDirect() ? "" : " through the proxy " + trace.proxyName();
            text = call.service().name() + " cannot be reached at " + call.hostAndPort() + through + " (" + reason(e)
                    + "). " + ADVICE;
        }
        boolean isTimeout = trace.isSent() && hasCause(e, InterruptedIOException.class);
        Problem problem = isTimeout ? Problem.NO_ANSWER : Problem.UNREACHABLE;
        return WebPaasException.temporary(problem, trace.status(), call.failure(text), e);
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

    static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
