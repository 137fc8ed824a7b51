package io.jenkins.plugins.webpaas.standin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockWebServer;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** The stand-in's HTTP servers: one for everything, or one for the API and one for authentication, each with its name and certificate. */
final class HttpHosts implements AutoCloseable {
    private static final String LOOPBACK = StandIn.LOOPBACK;
    private static final String OTHER_NAME = "localhost";

    private final HeldCertificate authority;
    private final MockWebServer api;
    private final MockWebServer auth;

    private HttpHosts(HeldCertificate authority, MockWebServer api, MockWebServer auth) {
        this.authority = authority;
        this.api = api;
        this.auth = auth;
    }

    /**
     * Starts one server, which speaks HTTP/1.1.
     *
     * @param port zero for any free one
     */
    static HttpHosts one(Dispatcher dispatcher, boolean tls, int port) throws IOException {
        HeldCertificate certificate = tls ? certificate().build() : null;
        MockWebServer server = server(dispatcher, List.of(Protocol.HTTP_1_1), certificate, port);
        return new HttpHosts(certificate, server, server);
    }

    /** Starts two servers with TLS. The first protocol that a client speaks, too, is used. */
    static HttpHosts two(Dispatcher dispatcher, List<Protocol> protocols) throws IOException {
        HeldCertificate authority =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate ofApi = new HeldCertificate.Builder()
                .signedBy(authority)
                .addSubjectAlternativeName(LOOPBACK)
                .build();
        HeldCertificate ofAuth = new HeldCertificate.Builder()
                .signedBy(authority)
                .addSubjectAlternativeName(OTHER_NAME)
                .build();
        return new HttpHosts(
                authority, server(dispatcher, protocols, ofApi, 0), server(dispatcher, protocols, ofAuth, 0));
    }

    private static HeldCertificate.Builder certificate() {
        return new HeldCertificate.Builder()
                .commonName("stand-in")
                .addSubjectAlternativeName(LOOPBACK)
                .addSubjectAlternativeName(OTHER_NAME);
    }

    private static MockWebServer server(
            Dispatcher dispatcher, List<Protocol> protocols, HeldCertificate certificate, int port) throws IOException {
        MockWebServer server = new MockWebServer();
        server.setDispatcher(dispatcher);
        server.setServerSocketFactory(new PromptSockets());
        server.setProtocols(protocols);
        if (certificate != null) {
            server.useHttps(new HandshakeCertificates.Builder()
                    .heldCertificate(certificate)
                    .build()
                    .sslSocketFactory());
        }
        server.start(InetAddress.getByName(LOOPBACK), port);
        return server;
    }

    URI apiUrl() {
        return url(LOOPBACK, api.getPort());
    }

    URI authUrl() {
        return auth == api ? apiUrl() : url(OTHER_NAME, auth.getPort());
    }

    private URI url(String host, int port) {
        return URI.create((authority == null ? "http://" : "https://") + host + ":" + port);
    }

    X509TrustManager trustManager() {
        return trust().trustManager();
    }

    SSLSocketFactory sslSocketFactory() {
        return trust().sslSocketFactory();
    }

    String certificatePem() {
        return authority.certificatePem();
    }

    private HandshakeCertificates trust() {
        HandshakeCertificates.Builder builder = new HandshakeCertificates.Builder();
        if (authority != null) {
            builder.addTrustedCertificate(authority.certificate());
        }
        return builder.build();
    }

    @Override
    public void close() {
        api.close();
        auth.close();
    }
}
