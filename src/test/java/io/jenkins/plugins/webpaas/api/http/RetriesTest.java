package io.jenkins.plugins.webpaas.api.http;

import static io.jenkins.plugins.webpaas.api.FakeService.json;
import static io.jenkins.plugins.webpaas.api.FakeService.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.webpaas.api.CallFailure;
import io.jenkins.plugins.webpaas.api.FakeService;
import io.jenkins.plugins.webpaas.api.FakeServiceTest;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which calls are repeated, after which pauses, and until when. */
class RetriesTest extends FakeServiceTest {
    private static final String PATH = "/projects/abc";
    private static final String PROJECT = "{\"id\": \"abc\"}";

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void whatMayPassIsRepeated(int status) throws Exception {
        fake.answer(PATH, status(status), status(status), json(PROJECT));

        assertThat(fake.api().project("abc").id()).isEqualTo("abc");
        assertThat(fake.requests(PATH)).hasSize(3);
        assertThat(fake.exchanges()).isEqualTo(1);
        assertThat(fake.time.pauses).hasSize(2);
    }

    @Test
    void aLostConnectionIsRepeated() throws Exception {
        fake.answer(
                PATH,
                json(PROJECT).onResponseStart(new SocketEffect.CloseSocket()),
                json(PROJECT).onResponseBody(new SocketEffect.CloseSocket()),
                json(PROJECT).onRequestStart(new SocketEffect.CloseSocket()),
                json(PROJECT));

        assertThat(fake.api().project("abc").id()).isEqualTo("abc");
    }

    @Test
    void aCertificateRequestIsRepeatedToo() throws Exception {
        fake.answer("/ssh", status(502), json("{\"certificate\": \"ssh-ed25519-cert-v01@openssh.com AAAA\"}"));

        assertThat(fake.api().certificate("ssh-ed25519 AAAA")).endsWith("AAAA");
        assertThat(fake.requests("/ssh")).hasSize(2);
    }

    @Test
    void pausesGrowAndEndAtTheDeadline() {
        fake.answer(PATH, json(502, "{\"message\": \"Upstream not found (this may be temporary)\"}"));

        WebPaasException failure = CallFailure.call(() -> fake.api().project("abc"));

        List<Duration> pauses = fake.time.pauses;
        for (int i = 0; i < pauses.size(); i++) {
            long longest = Math.min(500L << i, 16_000);
            assertThat(pauses.get(i).toMillis()).isBetween(longest / 2, longest);
        }
        Duration sum = pauses.stream().reduce(Duration.ZERO, Duration::plus);
        assertThat(sum).isBetween(Duration.ofSeconds(104), Duration.ofSeconds(120));
        assertThat(fake.requests(PATH)).hasSize(pauses.size() + 1);
        assertThat(failure.problem()).isEqualTo(Problem.SERVER_ERROR);
        assertThat(failure.isTemporary()).isTrue();
        assertThat(failure)
                .hasMessage(
                        "Could not read project 'abc': Acme (127.0.0.1) answered 502: \"Upstream not found (this may be"
                                + " temporary)\". The failure is on the service's side; try again later. Gave up after "
                                + (pauses.size() + 1)
                                + " attempts in " + sum.toSeconds() + " s.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7|''|7",
                "Mon, 02 Mar 2026 09:00:42 GMT|''|42",
                "Mon, 02 Mar 2026 12:00:42 GMT|Mon, 02 Mar 2026 12:00:12 GMT|30",
            })
    void theServicesOwnPauseIsKept(String retryAfter, String date, long seconds) throws Exception {
        fake.answer(
                PATH,
                status(429).setHeader("Retry-After", retryAfter).setHeader("Date", date),
                status(503).setHeader("Retry-After", retryAfter).setHeader("Date", date),
                json(PROJECT));

        fake.api().project("abc");

        assertThat(fake.time.pauses.get(0)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "soon", "-1", "99999999999", "Mon, 02 Mar 2026 08:00:00 GMT"})
    void aPauseThatIsNoneIsOurs(String retryAfter) throws Exception {
        fake.answer(PATH, status(429).setHeader("Retry-After", retryAfter), json(PROJECT));

        fake.api().project("abc");

        assertThat(fake.time.pauses.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    }

    @Test
    void aPauseBeyondTheDeadlineIsNotWaitedFor() {
        fake.answer(PATH, status(429).setHeader("Retry-After", "300"));

        WebPaasException failure = CallFailure.call(() -> fake.api().project("abc"));

        assertThat(failure.problem()).isEqualTo(Problem.RATE_LIMITED);
        assertThat(failure)
                .hasMessage(
                        "Could not read project 'abc': Acme (127.0.0.1) answered 429. There were too many requests;"
                                + " try again later. The service asks Jenkins to wait at least 300 s. Jenkins waits at most 120 s.");
        assertThat(fake.requests(PATH)).hasSize(1);
        assertThat(fake.time.pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"86400", "Tue, 01 Jan 2999 00:00:00 GMT"})
    void aPauseOfDaysCountsAsAnHour(String retryAfter) {
        fake.answer(PATH, status(503).setHeader("Retry-After", retryAfter));

        WebPaasException failure = CallFailure.call(() -> fake.api().project("abc"));

        assertThat(failure.retryAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(failure).hasMessageEndingWith("asks Jenkins to wait at least 3600 s. Jenkins waits at most 120 s.");
    }

    @Test
    void aClockThatStandsStillEndsItAllTheSame() {
        AtomicInteger pauses = new AtomicInteger();
        Clock still = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        Retries retries = new Retries(
                Duration.ofSeconds(60),
                still,
                duration -> assertThat(pauses.incrementAndGet()).isLessThan(20),
                line -> {});

        assertThatExceptionOfType(WebPaasException.class)
                .isThrownBy(() -> retries.run(() -> {
                    throw WebPaasException.temporary(Problem.SERVER_ERROR, 500, null, "No");
                }));
    }

    @Test
    void anInterruptEndsThePause() {
        Retries retries = new Retries(
                Duration.ofSeconds(10),
                Clock.systemUTC(),
                duration -> {
                    throw new InterruptedException();
                },
                line -> {});

        assertThatExceptionOfType(InterruptedIOException.class)
                .isThrownBy(() -> retries.run(() -> {
                    throw WebPaasException.temporary(Problem.SERVER_ERROR, 500, null, "No");
                }));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatIsRepeatedForLongIsSaidOnceWithTheTimeItMayTake() throws Exception {
        List<String> log = new ArrayList<>();
        fake.answer(PATH, status(503), status(503), status(503), status(503), json(PROJECT));
        WebPaasApi api = fake.client().as(fake.apiToken(), log::add);

        api.project("abc");

        assertThat(log)
                .singleElement()
                .asString()
                .startsWith("Could not read project 'abc': ")
                .matches(".* answered 503\\. .* Jenkins goes on trying for up to 1[12]\\d s\\.");
    }

    @Test
    void whatSucceedsAtTheSecondAttemptIsNotSpokenOf() throws Exception {
        List<String> log = new ArrayList<>();
        fake.answer(PATH, status(503), json(PROJECT));

        fake.client().as(fake.apiToken(), log::add).project("abc");

        assertThat(log).isEmpty();
    }

    @Test
    void anUnknownHostFailsAfterAFewSeconds() {
        List<String> log = new ArrayList<>();
        WebPaasApi api = fake.client()
                .as(new ApiToken(FakeService.service("https://no-such-host.invalid"), FakeService.SECRET), log::add);

        assertThat(CallFailure.call(() -> api.project("abc")))
                .hasMessageContaining("(unknown host)")
                .hasMessageMatching(".*Gave up after \\d+ attempts in [0-5] s\\.");
        assertThat(log).singleElement().asString().endsWith(" Jenkins goes on trying for up to 4 s.");
    }
}
