package io.jenkins.plugins.webpaas.api.auth;

import static io.jenkins.plugins.webpaas.api.FakeService.json;
import static io.jenkins.plugins.webpaas.api.FakeService.status;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.CallFailure;
import io.jenkins.plugins.webpaas.api.FakeService;
import io.jenkins.plugins.webpaas.api.FakeServiceTest;
import io.jenkins.plugins.webpaas.api.User;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.InterruptedIOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that callers share access tokens and the attempts to get them. */
class AccessTokenCacheTest extends FakeServiceTest {
    private static final int CALLERS = 200;

    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        executor.shutdownNow();
    }

    @Test
    void manyCallersMakeOneExchange() throws Exception {
        fake.token(json(FakeService.token("access-1", 900)).headersDelay(300, MILLISECONDS));
        WebPaasClient client = fake.client();

        List<Future<String>> values =
                together(() -> client.as(fake.apiToken()).accessToken().value());

        for (Future<String> value : values) {
            assertThat(value.get()).isEqualTo("access-1");
        }
        assertThat(fake.exchanges()).isEqualTo(1);
    }

    @Test
    void aFailureReachesAllWhoWaitedAndNobodyElse() throws Exception {
        fake.token(json(400, "{\"error\": \"invalid_grant\"}").headersDelay(3, SECONDS));
        WebPaasClient client = fake.client();

        List<Future<AccessToken>> tokens =
                together(() -> client.as(fake.apiToken()).accessToken());

        var failures = new HashSet<Throwable>();
        for (Future<AccessToken> token : tokens) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(token::get)
                    .satisfies(e -> failures.add(e.getCause()))
                    .withCauseInstanceOf(WebPaasException.class)
                    .withStackTraceContaining("Acme refused the API token");
        }
        assertThat(failures).as("one exception for each").hasSize(CALLERS);
        assertThat(fake.exchanges()).isEqualTo(1);
        fake.issueTokens();
        assertThat(client.as(fake.apiToken()).accessToken().value()).isEqualTo("access-1");
    }

    @Test
    void whoRetriesDoesSoAfterTheOnlyAttemptOfAnother() throws Exception {
        fake.token(status(503).headersDelay(3, SECONDS), json(FakeService.token("access-1", 900)));
        WebPaasClient client = fake.client();
        Future<User> impatient =
                executor.submit(() -> client.inPlace(fake.apiToken()).me());
        await().until(() -> fake.exchanges() == 1);

        assertThat(client.as(fake.apiToken()).accessToken().value()).isEqualTo("access-1");
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(impatient::get)
                .withStackTraceContaining("503");
    }

    @Test
    void whoDoesNotRetryWaitsForOneAttemptOfAnother() {
        fake.token(status(503).headersDelay(3, SECONDS));
        WebPaasClient client = fake.client();
        Future<AccessToken> patient =
                executor.submit(() -> client.as(fake.apiToken()).accessToken());
        await().until(() -> fake.exchanges() == 1);

        CallFailure.call(() -> client.inPlace(fake.apiToken()).accessToken());

        assertThat(patient).isNotDone();
    }

    @Test
    void oneServesUntilItIsStale() throws Exception {
        WebPaasApi api = fake.api();

        assertThat(api.accessToken().value()).isEqualTo("access-1");
        fake.time.advance(Duration.ofSeconds(839));
        assertThat(api.accessToken().value()).isEqualTo("access-1");
        fake.time.advance(Duration.ofSeconds(1));
        assertThat(api.accessToken().value()).isEqualTo("access-2");
        assertThat(fake.exchanges()).isEqualTo(2);
    }

    @Test
    void whileOneRenewsTheOthersUseTheOldOne() throws Exception {
        WebPaasClient client = fake.client();
        client.as(fake.apiToken()).accessToken();
        fake.time.advance(Duration.ofSeconds(850));
        fake.token(json(FakeService.token("new", 900)).headersDelay(3, SECONDS));

        Future<AccessToken> renewed =
                executor.submit(() -> client.as(fake.apiToken()).accessToken());
        await().until(() -> fake.exchanges() == 2);

        assertThat(client.as(fake.apiToken()).accessToken().value()).isEqualTo("access-1");
        assertThat(renewed).isNotDone();
        assertThat(renewed.get().value()).isEqualTo("new");
        assertThat(fake.exchanges()).isEqualTo(2);
    }

    @Test
    void aRenewalThatFailsKeepsTheOldOneUntilItsEnd() throws Exception {
        WebPaasApi api = fake.api();
        api.accessToken();
        fake.token(status(503));
        List<LogRecord> log = log();

        fake.time.advance(Duration.ofSeconds(841));
        for (int i = 0; i < 10; i++) {
            assertThat(api.accessToken().value()).isEqualTo("access-1");
        }
        assertThat(fake.exchanges()).as("one attempt, then a pause").isEqualTo(2);
        fake.time.advance(Duration.ofSeconds(30));
        assertThat(api.accessToken().value()).isEqualTo("access-1");
        assertThat(fake.exchanges()).isEqualTo(3);

        assertThat(log).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.getLevel()).isEqualTo(Level.WARNING);
            assertThat(new SimpleFormatter().formatMessage(entry))
                    .startsWith(
                            "An access token could not be renewed, the old one is used until 2026-03-02T09:15:00Z: Could")
                    .doesNotContain("access-1", FakeService.SECRET);
        });
        fake.time.advance(Duration.ofSeconds(30));
        assertThat(CallFailure.call(api::accessToken).problem()).isEqualTo(Problem.SERVER_ERROR);
    }

    @Test
    void aTokenThatIsRefusedByManyIsReplacedOnce() throws Exception {
        WebPaasClient client = fake.client();
        fake.answer("/users/me", json("{\"id\": \"user-1\"}"));
        client.as(fake.apiToken()).accessToken();
        fake.refused = "access-1";

        List<Future<User>> users = together(() -> client.as(fake.apiToken()).me());

        for (Future<User> user : users) {
            assertThat(user.get().id()).isEqualTo("user-1");
        }
        assertThat(fake.exchanges()).isEqualTo(2);
        assertThat(fake.requests("/users/me")).as("many were refused").hasSizeGreaterThan(CALLERS + 1);
    }

    @Test
    void accountsAndServicesHaveTheirOwn() throws Exception {
        WebPaasClient client = fake.client();

        client.as(new ApiToken(fake.service(), "one")).accessToken();
        client.as(new ApiToken(fake.service(), "two")).accessToken();
        client.as(new ApiToken(fake.service(), "one")).accessToken();

        assertThat(fake.exchanges()).isEqualTo(2);
    }

    @Test
    void expiredOnesAreNotKept() throws Exception {
        WebPaasClient client = fake.client();
        WeakReference<AccessToken> first =
                new WeakReference<>(client.as(fake.apiToken()).accessToken());
        fake.time.advance(Duration.ofSeconds(900));

        client.as(new ApiToken(fake.service(), "other")).accessToken();

        await().untilAsserted(() -> {
            System.gc();
            assertThat(first.get()).isNull();
        });
    }

    @Test
    void aCallerThatIsInterruptedDoesNotDisturbTheOthers() throws Exception {
        fake.token(
                json(FakeService.token("late", 900)).headersDelay(3, SECONDS),
                json(FakeService.token("access-1", 900)));
        WebPaasClient client = fake.client();
        List<Throwable> seen = new ArrayList<>();
        Thread first = new Thread(() -> {
            try {
                client.as(fake.apiToken()).accessToken();
            } catch (Exception e) {
                seen.add(e);
                seen.add(Thread.currentThread().isInterrupted() ? null : e);
            }
        });
        first.start();
        await().until(() -> fake.exchanges() == 1);
        AtomicReference<Thread> waiting = new AtomicReference<>();
        Future<AccessToken> second = executor.submit(() -> {
            waiting.set(Thread.currentThread());
            return client.as(fake.apiToken()).accessToken();
        });
        await().until(() -> waiting.get() != null && waiting.get().getState() == Thread.State.WAITING);

        long before = System.nanoTime();
        first.interrupt();
        first.join();

        assertThat(System.nanoTime() - before).as("before the answer").isLessThan(SECONDS.toNanos(3));
        assertThat(seen.get(0)).isInstanceOf(InterruptedIOException.class);
        assertThat(seen.get(1)).as("the interrupt flag is kept").isNull();
        assertThat(second.get().value()).isEqualTo("access-1");
    }

    @Test
    void oneThatWaitsForAnotherCanBeInterrupted() throws Exception {
        fake.token(json(FakeService.token("access-1", 900)).headersDelay(3, SECONDS));
        WebPaasClient client = fake.client();
        executor.submit(() -> client.as(fake.apiToken()).accessToken());
        await().until(() -> fake.exchanges() == 1);

        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedIOException.class)
                .isThrownBy(() -> client.as(fake.apiToken()).accessToken());
        assertThat(Thread.interrupted()).isTrue();
    }

    private <T> List<Future<T>> together(Callable<T> call) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(CALLERS);
        List<Future<T>> results = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            results.add(executor.submit(() -> {
                ready.countDown();
                ready.await();
                return call.call();
            }));
        }
        return results;
    }

    private static List<LogRecord> log() {
        List<LogRecord> records = new ArrayList<>();
        Logger logger = Logger.getLogger(AccessTokenCache.class.getName());
        logger.setUseParentHandlers(false);
        logger.addHandler(new Handler() {
            @Override
            public void publish(LogRecord entry) {
                records.add(entry);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        return records;
    }
}
