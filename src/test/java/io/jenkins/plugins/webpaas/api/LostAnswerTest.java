package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInData;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the plugin looks for an operation whose answer is lost, and does not send its request again. */
class LostAnswerTest extends EnvironmentTest {
    private static final Operation BACKUP = new Operation.Backup(false);

    static Stream<Named<Fault>> lostAnswers() {
        return Stream.of(
                Named.of("dropped", Fault.dropBefore()),
                Named.of(
                        "no answer in time",
                        Fault.latency(TIMEOUT.multipliedBy(2)).ignored()),
                Named.of("a redirect", Fault.redirect("/elsewhere")),
                Named.of("a page", Fault.html(200)),
                Named.of("408", Fault.status(408)),
                Named.of("429", Fault.status(429)),
                Named.of("500", Fault.status(500)),
                Named.of("502", Fault.html(502)),
                Named.of("503", Fault.status(503)),
                Named.of("503 with Retry-After 0", Fault.status(503).header("Retry-After", "0")),
                Named.of("504", Fault.status(504)));
    }

    /** The gateway gives up, and the backend acts on the request later. */
    @ParameterizedTest
    @MethodSource("lostAnswers")
    void whatIsActedOnLaterThanTheGatewayWaitsIsStartedOnce(Fault lost) throws Exception {
        standIn.faults().add(Endpoint.BACKUP, lost.actedLater());
        duringPauses = () -> {
            if (paused() > 9) {
                standIn.faults().catchUp();
            }
        };

        List<Activity> activities = BACKUP.start(operations, environment);

        assertThat(activities).singleElement().extracting(Activity::id).isEqualTo(only("environment.backup"));
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isOne();
    }

    /** The service may still act on the request. */
    @ParameterizedTest
    @MethodSource("lostAnswers")
    void whatMayBeUnderWayStillIsNotSentAgain(Fault lost) {
        standIn.faults().add(Endpoint.BACKUP, lost);

        assertThatOutcomeIsUnknown(() -> BACKUP.start(operations, environment), "shows no such activity");
        assertThat(paused()).isEqualTo(120);
    }

    private long paused() {
        return time.pauses.stream().mapToLong(Duration::toSeconds).sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "3600"})
    void isNotLookedForEarlierThanTheServiceAsks(String seconds) {
        standIn.faults().add(Endpoint.BACKUP, Fault.status(429).header("Retry-After", seconds));

        assertThatOutcomeIsUnknown(() -> BACKUP.start(operations, environment), "answered 429");

        assertThat(time.pauses.get(0)).isEqualTo(Duration.ofSeconds(Math.min(120, Integer.parseInt(seconds))));
        assertThat(paused()).isEqualTo(120);
    }

    @Test
    void activitiesThatCannotBeReadForAWhileAreReadLater() throws Exception {
        standIn.faults()
                .add(Endpoint.BACKUP, Fault.dropAfter())
                .add(Endpoint.ACTIVITIES, Fault.latency(Duration.ZERO).times(1))
                .add(Endpoint.ACTIVITIES, Fault.html(403).times(1))
                .add(Endpoint.ACTIVITIES, Fault.status(503).times(1))
                .add(
                        Endpoint.ACTIVITIES,
                        Fault.status(429).header("Retry-After", "20").times(1));

        assertThat(BACKUP.start(operations, environment)).hasSize(1);
        assertThat(time.pauses.stream().map(Duration::toSeconds)).containsExactly(0L, 1L, 2L, 27L);
    }

    /** A request that was not sent may be sent again. */
    @Test
    void aConnectionThatIsRefusedIsMadeAgain() throws Exception {
        AtomicInteger refusals = new AtomicInteger();
        Operations refused = api(builder -> refusing(builder, refusals)).operations(new RequestJournal() {
            @Override
            public void keep(PendingRequest request) {}

            @Override
            public void sending() {
                refusals.set(3);
            }
        });

        assertThat(BACKUP.start(refused, environment)).hasSize(1);
        assertThat(refusals).hasNegativeValue();
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isOne();
    }

    @Test
    void withoutAConnectionNothingIsStarted() {
        AtomicInteger refusals = new AtomicInteger();
        Operations refused = api(builder -> refusing(builder, refusals)).operations(new RequestJournal() {
            @Override
            public void keep(PendingRequest request) {}

            @Override
            public void sending() {
                refusals.set(Integer.MAX_VALUE);
            }
        });

        assertThat(CallFailure.call(() -> BACKUP.start(refused, environment)))
                .hasMessageStartingWith("Could not back up environment 'main': Stand-in cannot be reached")
                .hasMessageEndingWith("Nothing was started.");
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isZero();
    }

    @Test
    void twoThatAppearedMeanwhileCannotBeToldApart() {
        standIn.world().listed(StandInData.Listed.MANY);
        standIn.faults().add(Endpoint.BACKUP, Fault.dropAfter());

        assertThatOutcomeIsUnknown(() -> BACKUP.start(operations, environment), "several such activities appeared");
    }

    /** The other build starts a backup while this one keeps its request, and does not find out. */
    @Test
    void theActivityOfAnotherBuildThatDoesNotKnowItsOwnIsNotTaken() {
        Operations slow = api.operations(request -> {
            standIn.faults()
                    .add(Endpoint.BACKUP, Fault.dropAfter().times(1))
                    .add(Endpoint.BACKUP, Fault.dropBefore())
                    .add(Endpoint.ACTIVITIES, Fault.latency(Duration.ZERO).times(1))
                    .add(Endpoint.ACTIVITIES, Fault.refusal(403).times(1));
            assertThatOutcomeIsUnknown(() -> BACKUP.start(operations, environment), "cannot be read either");
            standIn.requests().clear();
        });

        assertThatOutcomeIsUnknown(() -> BACKUP.start(slow, environment), "shows no such activity");
        assertThat(only("environment.backup")).isNotNull();
    }

    @Test
    void anOutcomeThatCannotBeLookedUpIsUnknownAndNothingIsSentAgain() {
        standIn.faults()
                .add(Endpoint.BACKUP, Fault.dropAfter())
                .add(Endpoint.ACTIVITIES, Fault.latency(Duration.ZERO).times(1))
                .add(Endpoint.ACTIVITIES, Fault.refusal(403));

        assertThatOutcomeIsUnknown(
                () -> BACKUP.start(operations, environment), "the activities cannot be read either. Could not list");
    }

    static Stream<Named<Fault>> halfAnswers() {
        return Stream.of(
                Named.of("half an answer", Fault.truncatedBody()),
                Named.of("an answer that stalls", Fault.stalledBody()),
                Named.of("an answer that is no JSON", Fault.invalidJson().acted()));
    }

    @ParameterizedTest
    @MethodSource("halfAnswers")
    void whatWasAcceptedIsNotSentAgainThoughThereIsNoActivity(Fault fault) {
        standIn.world().listed(StandInData.Listed.NONE);
        standIn.faults().add(Endpoint.BACKUP, fault);

        assertThatOutcomeIsUnknown(
                () -> BACKUP.start(operations, environment),
                "the service accepted the request, but shows no such activity");
        assertThat(main.backups()).hasSize(1);
    }

    @Test
    void anotherAccountsActivityIsNotTakenForOurs() {
        var cron = standIn.world().add(new Account("cron", "Cron", "Job"));
        duringPauses = () -> {
            duringPauses = () -> {};
            standIn.world().begin("environment.backup", main, cron);
        };
        standIn.faults().add(Endpoint.BACKUP, Fault.dropBefore());

        assertThatOutcomeIsUnknown(
                () -> BACKUP.start(operations, environment),
                "only such an activity of another account appeared meanwhile");
    }

    @Test
    void anotherAccountsActivityBesideOursDoesNoHarm() throws Exception {
        var cron = standIn.world().add(new Account("cron", "Cron", "Job"));
        duringPauses = () -> standIn.world().begin("environment.backup", main, cron);
        standIn.faults().add(Endpoint.BACKUP, Fault.dropAfter().times(1));

        assertThat(BACKUP.start(operations, environment))
                .singleElement()
                .extracting(Activity::userId)
                .isEqualTo(api.userId());
    }

    private static OkHttpClient.Builder refusing(OkHttpClient.Builder builder, AtomicInteger refusals) {
        return builder.connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .socketFactory(new SocketFactory() {
                    @Override
                    public Socket createSocket() throws IOException {
                        if (refusals.getAndDecrement() > 0) {
                            throw new ConnectException("Connection refused");
                        }
                        return new Socket();
                    }

                    @Override
                    public Socket createSocket(String host, int port) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public Socket createSocket(InetAddress host, int port) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
                        throw new UnsupportedOperationException();
                    }
                });
    }

    private void assertThatOutcomeIsUnknown(ThrowingCallable call, String reason) {
        WebPaasException failure = CallFailure.call(call);

        assertThat(failure.problem()).isEqualTo(Problem.UNKNOWN_OUTCOME);
        assertThat(failure)
                .hasMessageStartingWith("It is not known whether Jenkins did back up environment 'main'")
                .hasMessageContaining(reason)
                .hasMessageContaining("Look at the environment's activities, in the console or at " + standIn.apiUrl()
                        + "/projects/" + StandIn.PROJECT + "/environments/main/activities, before you start it"
                        + " again. Could not back up environment 'main':");
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isOne();
    }
}
