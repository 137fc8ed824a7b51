package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.activity.Outcome;
import io.jenkins.plugins.webpaas.activity.Poller;
import io.jenkins.plugins.webpaas.activity.WaitListener;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.HttpSettings;
import io.jenkins.plugins.webpaas.api.http.Sleeper;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Script;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.IdleTimer;
import io.jenkins.plugins.webpaas.support.StandInService;
import io.jenkins.plugins.webpaas.support.WaitingTest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays a nightly job: a backup with a wait, the source operation {@code update}, and later a wait for it. Each is started exactly once, even
 * if every call fails once.
 */
class NightlyTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final String LOG = "one\ntwo\n";

    /** Shortens pauses to a twentieth. */
    private static final Sleeper SLEEPER = duration -> Thread.sleep(duration.toMillis() / 20);

    private final StandIn standIn = StandIn.start();
    private final ApiToken token = new ApiToken(StandInService.of(standIn), StandIn.API_TOKEN);
    private final WebPaasClient client = new WebPaasClient(
            new HttpSettings(
                    "Jenkins-WebPaaS/test",
                    builder -> builder,
                    TIMEOUT,
                    TIMEOUT,
                    Duration.ofSeconds(60),
                    Clock.systemUTC()),
            SLEEPER);
    private final WebPaasApi api = client.as(token);
    private final Poller poller = new Poller(client, new IdleTimer(), Clock.systemUTC());

    @AfterEach
    void close() {
        standIn.close();
    }

    static Stream<Named<Fault>> faults() {
        return Stream.of(
                Named.of("no fault", Fault.latency(Duration.ZERO)),
                Named.of("dropped before it was acted on", Fault.dropBefore()),
                Named.of("acted on and dropped", Fault.dropAfter()),
                Named.of("408", Fault.status(408)),
                Named.of("429", Fault.status(429)),
                Named.of("429 with Retry-After", Fault.status(429).header("Retry-After", "2")),
                Named.of("500", Fault.status(500)),
                Named.of("500, acted on", Fault.status(500).acted()),
                Named.of("502", Fault.html(502)),
                Named.of("502, acted on", Fault.html(502).acted()),
                Named.of("503 with Retry-After", Fault.status(503).header("Retry-After", "1")),
                Named.of("504, acted on", Fault.status(504).acted()),
                Named.of("half an answer", Fault.truncatedBody()),
                Named.of("an answer that stalls", Fault.stalledBody()),
                Named.of("an answer that is late", Fault.latency(TIMEOUT.multipliedBy(2))),
                Named.of("truncated JSON", Fault.invalidJson().acted()));
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource("faults")
    void everyCallFailsOnce(Fault fault) throws Exception {
        for (Endpoint endpoint :
                List.of(Endpoint.TOKEN, Endpoint.ENVIRONMENT, Endpoint.ACTIVITIES, Endpoint.ACTIVITY, Endpoint.LOG)) {
            standIn.faults().add(endpoint, fault.times(1));
        }
        // A request that the service does not act on is not sent again; LostAnswerTest covers that.
        for (Endpoint endpoint : List.of(Endpoint.BACKUP, Endpoint.SOURCE_OPERATION)) {
            standIn.faults().add(endpoint, fault.acted().times(1));
        }

        nightly(() -> standIn.faults()
                .add(Endpoint.ACTIVITIES, fault.times(1))
                .add(Endpoint.ACTIVITY, fault.times(1))
                .add(Endpoint.LOG, fault.times(1)));
    }

    @WaitingTest
    void theAccessTokenExpiresInBetween() throws Exception {
        nightly(() -> standIn.clock().advance(Duration.ofHours(1)));

        assertThat(standIn.requests().count(Endpoint.TOKEN)).isEqualTo(2);
    }

    @WaitingTest
    void theAccessTokenIsRefusedByEveryCallOnce() throws Exception {
        for (Endpoint endpoint : List.of(Endpoint.BACKUP, Endpoint.ACTIVITY, Endpoint.LOG, Endpoint.SOURCE_OPERATION)) {
            standIn.faults().add(endpoint, Fault.status(401).times(1));
        }
        nightly(() -> {});
    }

    private void nightly(Runnable inBetween) throws Exception {
        standIn.world().play(Script.success(Duration.ofMillis(800), "one\n", "two\n"));
        Environment main = api.environment(StandIn.PROJECT, "main");
        Operations operations = api.operations();

        List<Activity> backup = new Operation.Backup(false).start(operations, main);
        Listener first = new Listener();
        poller.await(WaitState.of(StandIn.PROJECT, backup), first);
        await().until(() -> first.log.length() > 0 || first.end.isDone());
        inBetween.run();
        Outcome backedUp = first.end.get();
        List<Activity> update = new Operation.SourceOperation("update", Map.of()).start(operations, main);
        Listener second = new Listener();
        poller.await(WaitState.of(StandIn.PROJECT, update), second);
        Outcome updated = second.end.get();

        assertThat(backedUp.status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(backedUp.activities().get(0).backup())
                .isEqualTo(standIn.world()
                        .project(StandIn.PROJECT)
                        .environment("main")
                        .backups()
                        .get(0)
                        .id());
        assertThat(updated.status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(first.log).hasToString(LOG);
        assertThat(second.log).hasToString(LOG);
        assertThat(standIn.world().project(StandIn.PROJECT).activities())
                .extracting(io.jenkins.plugins.webpaas.standin.StandInActivity::type)
                .containsExactlyInAnyOrder("environment.backup", "environment.source-operation", "environment.push");
        assertThat(backedUp.activities()).singleElement().matches(result -> result.id()
                .equals(backup.get(0).id()));
    }

    private final class Listener implements WaitListener {
        private final StringBuffer log = new StringBuffer();
        private final CompletableFuture<Outcome> end = new CompletableFuture<>();

        @Override
        public ApiToken token() {
            return token;
        }

        @Override
        public boolean isGone() {
            return false;
        }

        @Override
        public void logAdded(Activity activity, String text, WaitState next) {
            log.append(text);
        }

        @Override
        public void say(String sentences) {}

        @Override
        public void ended(Outcome outcome) {
            end.complete(outcome);
        }

        @Override
        public void failed(IOException why) {
            end.completeExceptionally(why);
        }
    }
}
