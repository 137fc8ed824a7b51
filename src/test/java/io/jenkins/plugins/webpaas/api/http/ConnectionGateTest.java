package io.jenkins.plugins.webpaas.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests to which hosts calls connect one at a time. */
class ConnectionGateTest {
    private final HandshakeCertificates tls = tls();
    private final ConnectionGate gate = new ConnectionGate();
    private final MockWebServer server = new MockWebServer();

    private static HandshakeCertificates tls() {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(certificate.certificate())
                .build();
    }

    @BeforeEach
    void start() throws Exception {
        server.useHttps(tls.sslSocketFactory());
        server.enqueue(new MockResponse.Builder().build());
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void call(HttpUrl url) throws Exception {
        OkHttpClient http = new OkHttpClient.Builder()
                .sslSocketFactory(tls.sslSocketFactory(), tls.trustManager())
                .eventListenerFactory(call -> CallTrace.of(call.request()))
                .addInterceptor(gate)
                .build();
        Request request = new Request.Builder()
                .url(url)
                .tag(CallTrace.class, new CallTrace(false, Clock.systemUTC()))
                .build();
        http.newCall(request).execute().close();
    }

    @Test
    void callsMayShareAConnectionOfHttp2() throws Exception {
        HttpUrl url = server.url("/");
        assertThat(gate.mayShare(url)).as("before it is known").isTrue();
        call(url);

        assertThat(gate.mayShare(url)).isTrue();
    }

    @Test
    void callsDoNotShareAConnectionOfHttp1() throws Exception {
        server.setProtocols(List.of(Protocol.HTTP_1_1));
        HttpUrl url = server.url("/");
        call(url);

        assertThat(gate.mayShare(url)).isFalse();
        assertThat(gate.mayShare(url.newBuilder().port(1).build())).isTrue();
    }

    @Test
    void callsWithoutTlsDoNotEither() {
        assertThat(gate.mayShare(HttpUrl.get("http://localhost/"))).isFalse();
    }
}
