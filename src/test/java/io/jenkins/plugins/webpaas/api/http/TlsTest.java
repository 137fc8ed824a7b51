package io.jenkins.plugins.webpaas.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.api.CallFailure;
import io.jenkins.plugins.webpaas.api.FakeService;
import io.jenkins.plugins.webpaas.api.FakeTime;
import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tests the check of TLS certificates, and the failures that it causes. */
class TlsTest {
    private static final HeldCertificate AUTHORITY = authority();

    private final FakeTime time = new FakeTime();
    private int port;

    @Test
    void aTrustedCertificateIsEnough() throws Exception {
        HeldCertificate certificate = certificate("localhost", Instant.now().minusSeconds(60), Duration.ofDays(1));
        try (MockWebServer server = server(certificate)) {
            server.enqueue(
                    new MockResponse.Builder().body(FakeService.token("x", 900)).build());

            assertThat(client(AUTHORITY).as(token()).accessToken().value()).isEqualTo("x");
        }
    }

    @Test
    @DisplayName("SECURITY-2841, -2840, TLS that is not checked")
    void aCertificateOfNobody() throws Exception {
        Instant now = Instant.now();
        try (MockWebServer server = server(certificate("localhost", now.minusSeconds(60), Duration.ofDays(1)))) {
            assertRefused(
                    server,
                    authority(),
                    "is not signed by an authority that Jenkins' Java trusts. If a proxy inspects TLS, add the proxy's"
                            + " certificate to the trust store of this Java.");
        }
    }

    @Test
    void aCertificateForAnotherHost() throws Exception {
        HeldCertificate certificate = certificate("other.example", Instant.now().minusSeconds(60), Duration.ofDays(1));
        try (MockWebServer server = server(certificate)) {
            assertRefused(
                    server,
                    AUTHORITY,
                    "is for another host. Check the URLs of the service in the system configuration.");
        }
    }

    @Test
    void anExpiredCertificateOrAWrongClock() throws Exception {
        HeldCertificate certificate =
                certificate("localhost", Instant.now().minus(Duration.ofDays(9)), Duration.ofDays(1));
        try (MockWebServer server = server(certificate)) {
            assertRefused(
                    server,
                    AUTHORITY,
                    "has expired by the clock of this machine, 2026-03-02T09:00:00Z. Set the clock if it is wrong; else the"
                            + " certificate must be renewed.");
        }
    }

    @Test
    void aCertificateOfTheFutureOrAWrongClock() throws Exception {
        HeldCertificate certificate =
                certificate("localhost", Instant.now().plus(Duration.ofDays(9)), Duration.ofDays(1));
        try (MockWebServer server = server(certificate)) {
            assertRefused(
                    server,
                    AUTHORITY,
                    "is not valid yet by the clock of this machine, 2026-03-02T09:00:00Z. Set the clock if it is wrong.");
        }
    }

    @Test
    void aServerWithoutTls() throws Exception {
        try (ServerSocket server = answering("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            WebPaasException failure =
                    CallFailure.call(() -> client(AUTHORITY).as(token()).accessToken());

            assertThat(failure.problem()).isEqualTo(Problem.TLS);
            assertThat(failure)
                    .hasMessageContaining(
                            "no TLS connection to localhost:" + server.getLocalPort() + " (Unsupported or")
                    .hasMessageEndingWith("Check the network and the proxy settings of Jenkins.");
        }
    }

    @Test
    void aServerThatHangsUpInTheHandshakeIsNotThere() throws Exception {
        try (ServerSocket server = answering("")) {
            WebPaasException failure =
                    CallFailure.call(() -> client(AUTHORITY).as(token()).accessToken());

            assertThat(failure.problem()).isEqualTo(Problem.UNREACHABLE);
            assertThat(failure)
                    .hasMessageContaining("at localhost:" + server.getLocalPort() + " (the connection broke off)")
                    .hasMessageContaining("Gave up after");
        }
    }

    /** Starts a server that sends a text to every client and closes the connection. */
    private ServerSocket answering(String text) throws IOException {
        ServerSocket server = new ServerSocket(0);
        port = server.getLocalPort();
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    try (Socket socket = server.accept()) {
                        socket.getInputStream().read(new byte[4096]);
                        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException e) {
                // The test is over.
            }
        });
        thread.start();
        return server;
    }

    private void assertRefused(MockWebServer server, HeldCertificate trusted, String message) {
        WebPaasException failure =
                CallFailure.call(() -> client(trusted).as(token()).accessToken());

        assertThat(failure.problem()).isEqualTo(Problem.TLS);
        assertThat(failure)
                .hasMessage("Could not exchange the API token for an access token: the TLS certificate of localhost:"
                        + port + " " + message);
        assertThat(failure.isTemporary()).isFalse();
        assertThat(time.pauses).as("not repeated").isEmpty();
        assertThat(server.getRequestCount()).isZero();
    }

    private ApiToken token() {
        return new ApiToken(FakeService.service("https://localhost:" + port), FakeService.SECRET);
    }

    private WebPaasClient client(HeldCertificate trusted) {
        HandshakeCertificates certificates = new HandshakeCertificates.Builder()
                .addTrustedCertificate(trusted.certificate())
                .build();
        HttpSettings settings = new HttpSettings(
                "Jenkins-WebPaaS/1.0 (test)",
                builder -> builder.sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager()),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                time);
        return new WebPaasClient(settings, time);
    }

    private MockWebServer server(HeldCertificate certificate) throws IOException {
        MockWebServer server = new MockWebServer();
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        server.start();
        port = server.getPort();
        return server;
    }

    private static HeldCertificate authority() {
        return new HeldCertificate.Builder().certificateAuthority(0).build();
    }

    private static HeldCertificate certificate(String host, Instant from, Duration validity) {
        return new HeldCertificate.Builder()
                .addSubjectAlternativeName(host)
                .signedBy(AUTHORITY)
                .validityInterval(from.toEpochMilli(), from.plus(validity).toEpochMilli())
                .build();
    }
}
