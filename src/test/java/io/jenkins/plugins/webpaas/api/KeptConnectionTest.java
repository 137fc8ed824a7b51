package io.jenkins.plugins.webpaas.api;

import static io.jenkins.plugins.webpaas.api.FakeService.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

/** Tests requests on connections that were idle, which the server may have closed. */
class KeptConnectionTest extends FakeServiceTest {
    private static final Operation BACKUP_OPERATION = new Operation.Backup(false);
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final SocketEffect CLOSE = new SocketEffect.CloseSocket();
    private static final int REFUSED_STREAM = 7;
    private static final String PROJECT = "/projects/abc";
    private static final String ENVIRONMENT = PROJECT + "/environments/main";
    private static final String ACTIVITIES = ENVIRONMENT + "/activities?count=20&type=environment.backup";
    private static final String BACKUP = ENVIRONMENT + "/backups";

    @Test
    void aReadOnAClosedConnectionIsRepeatedAtOnce() throws Exception {
        fake.answer(PROJECT, project().onResponseEnd(CLOSE), project());
        WebPaasApi api = fake.client().as(fake.apiToken()).withoutRetries();
        api.project("abc");
        fake.time.advance(LONG);

        assertThat(api.project("abc").id()).isEqualTo("abc");
        assertThat(fake.time.pauses).isEmpty();
        assertThat(fake.requests(PROJECT)).hasSize(2);
    }

    @Test
    void aConnectionThatWasHardlyIdleIsClosedForAnotherReason() throws Exception {
        fake.answer(PROJECT, project().onResponseEnd(CLOSE), project());
        WebPaasApi api = fake.api();
        api.project("abc");

        assertThat(api.project("abc").id()).isEqualTo("abc");
        assertThat(fake.time.pauses)
                .as("pauses before the service is asked again")
                .hasSize(1);
    }

    @Test
    void aNewConnectionThatBreaksIsNotRepeatedAtOnce() throws Exception {
        fake.answer(PROJECT, project().onResponseEnd(CLOSE), project().onResponseStart(CLOSE), project());
        WebPaasApi api = fake.api();
        api.project("abc");
        fake.time.advance(LONG);

        assertThat(api.project("abc").id()).isEqualTo("abc");
        assertThat(fake.time.pauses).hasSize(1);
        assertThat(fake.requests(PROJECT)).hasSize(3);
    }

    @Test
    void aConnectionOfHttp1IsNotUsedAfterHalfAMinute() throws Exception {
        fake.answer(PROJECT, project());
        WebPaasApi api = fake.api();
        api.project("abc");
        fake.time.advance(Duration.ofSeconds(30));
        api.project("abc");
        fake.time.advance(Duration.ofSeconds(31));
        api.project("abc");

        assertThat(fake.requests(PROJECT))
                .extracting(RecordedRequest::getConnectionIndex)
                .containsExactly(0, 0, 1);
    }

    /** The service may have acted on the request before it closed the connection. */
    @Test
    void anOperationOnAClosedConnectionIsNotSentAgain() throws Exception {
        offerBackup(json("[]").onResponseEnd(CLOSE), json("[]"));
        WebPaasApi api = fake.api();
        Environment environment = api.environment("abc", "main");
        Operations operations = api.operations(new Journal());

        assertThat(CallFailure.call(() -> BACKUP_OPERATION.start(operations, environment))
                        .problem())
                .isEqualTo(Problem.UNKNOWN_OUTCOME);
        assertThat(fake.requests(BACKUP)).isEmpty();
    }

    /** The server says by the reset of the stream that nothing was done. */
    @Test
    void anOperationThatTheServerDidNotBeginIsSentAgainAtOnce() throws Exception {
        RefusingServer refusing = new RefusingServer();
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        HandshakeCertificates tls = new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(certificate.certificate())
                .build();
        try (MockWebServer server = new MockWebServer()) {
            server.setDispatcher(refusing);
            server.useHttps(tls.sslSocketFactory());
            server.start();
            offerBackup(json("[]"));
            WebPaasApi api = fake.client(
                            builder -> builder.sslSocketFactory(tls.sslSocketFactory(), tls.trustManager()))
                    .as(new ApiToken(FakeService.service("https://127.0.0.1:" + server.getPort()), FakeService.SECRET));
            Environment environment = api.environment("abc", "main");
            Operations operations = api.operations(new RequestJournal() {
                @Override
                public void keep(PendingRequest request) {}

                @Override
                public void sending() {
                    refusing.isClosing.set(true);
                }
            });

            assertThat(BACKUP_OPERATION.start(operations, environment))
                    .extracting(Activity::id)
                    .containsExactly("a1");
            assertThat(fake.requests(BACKUP)).hasSize(1);
            assertThat(fake.requests.get(0).getConnectionIndex()).isZero();
            assertThat(refusing.refusals).isOne();
            assertThat(fake.time.pauses).isEmpty();
        }
    }

    private static MockResponse.Builder project() {
        return json("{\"id\": \"abc\"}");
    }

    private void offerBackup(MockResponse.Builder... activities) {
        fake.answer(ENVIRONMENT, json("{\"id\": \"main\", \"_links\": {\"#backup\": {\"href\": \"" + BACKUP + "\"}}}"));
        fake.answer(ACTIVITIES, activities);
        fake.answer(
                BACKUP,
                json("{\"_embedded\": {\"activities\": [{\"id\": \"a1\", \"type\": \"environment.backup\"}]}}"));
    }

    /** A journal that takes long to write. */
    private final class Journal implements RequestJournal {
        @Override
        public void keep(PendingRequest request) {}

        @Override
        public void sending() throws IOException {
            fake.time.advance(LONG);
        }
    }

    /** A server of HTTP/2 that refuses one request while it closes. */
    private final class RefusingServer extends Dispatcher {
        private final AtomicBoolean isClosing = new AtomicBoolean();
        private int refusals;

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            return fake.dispatch(request);
        }

        @Override
        public MockResponse peek() {
            if (!isClosing.compareAndSet(true, false)) {
                return super.peek();
            }
            refusals++;
            return new MockResponse.Builder()
                    .onRequestStart(new SocketEffect.CloseStream(REFUSED_STREAM))
                    .build();
        }
    }
}
