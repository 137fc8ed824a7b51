package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Request;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.support.IdleTimer;
import io.jenkins.plugins.webpaas.support.WaitingTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The poller sends no request earlier than the service asks for ({@code Retry-After}). */
class PollerPauseTest {
    private static final String TROUBLE =
            "The activities cannot be read for the time being, and Jenkins goes on trying";

    @RegisterExtension
    private final PollerFixture fixture = new PollerFixture();

    private final StandIn standIn = fixture.standIn;

    private static Fault tooMany(String retryAfter) {
        return Fault.status(429).header("Retry-After", retryAfter).times(1);
    }

    @WaitingTest
    void theServiceIsAskedNoEarlierThanItAsksFor() {
        standIn.faults()
                .add(
                        Endpoint.ACTIVITY,
                        Fault.status(429).header("Retry-After", "3").times(1));
        fixture.await(fixture.begin("environment.push"));
        await().until(() -> fixture.requests(Endpoint.ACTIVITY) > 1);

        List<Request> requests = standIn.requests().of(Endpoint.ACTIVITY);
        assertThat(Duration.between(requests.get(0).time(), requests.get(1).time()))
                .isGreaterThan(Duration.ofMillis(2900));
        assertThat(standIn.requests().all().stream()
                        .map(Request::endpoint)
                        .filter(endpoint -> endpoint == Endpoint.ACTIVITY || endpoint == Endpoint.LOG)
                        .limit(2))
                .as("no log meanwhile")
                .containsExactly(Endpoint.ACTIVITY, Endpoint.ACTIVITY);
    }

    @WaitingTest
    void aLogThatIsRefusedForAWhileHoldsUpItsStatesToo() {
        StandInActivity push = fixture.begin("environment.push").start();
        standIn.faults()
                .add(Endpoint.LOG, Fault.status(429).header("Retry-After", "3").times(1));
        fixture.await(push);
        await().until(() -> fixture.requests(Endpoint.LOG) > 0);
        Instant refused = standIn.requests().of(Endpoint.LOG).get(0).time();
        Instant again = refused.plusMillis(2900);
        await().until(() -> statesAfter(again) > 0);

        assertThat(statesAfter(refused) - statesAfter(again))
                .as("asked for meanwhile")
                .isLessThanOrEqualTo(1);
    }

    private long statesAfter(Instant time) {
        return standIn.requests().of(Endpoint.ACTIVITY).stream()
                .filter(request -> request.time().isAfter(time))
                .count();
    }

    @WaitingTest
    void aLogThatIsToBeAskedForMuchLaterHoldsUpNoEnd() {
        StandInActivity push = fixture.begin("environment.push").start();
        standIn.faults().add(Endpoint.LOG, Fault.status(429).header("Retry-After", "600"));
        push.complete(Result.SUCCESS);

        RecordingWaitListener listener = fixture.await(push);
        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(fixture.requests(Endpoint.LOG)).isOne();
        assertThat(listener.messages)
                .singleElement(STRING)
                .startsWith("The end of the log of activity " + push.id() + " could not be read.");
    }

    @WaitingTest
    void duringALongPauseNothingElseIsAskedForAndWhoComesHearsOfIt() throws Exception {
        ActivityBookmark bookmark = fixture.bookmark();
        standIn.faults().add(Endpoint.ACTIVITY, tooMany("90"));
        RecordingWaitListener first =
                fixture.await(fixture.begin("environment.push").start());
        await().until(() -> !first.messages.isEmpty());
        standIn.requests().clear();
        RecordingWaitListener second = fixture.await(WaitState.since(bookmark));

        await().until(() -> second.messages.equals(first.messages));
        await().during(Duration.ofSeconds(2)).until(() -> fixture.requests(Endpoint.ACTIVITIES) == 0);
    }

    @WaitingTest
    void aLongPauseIsSaidAtOnce() {
        standIn.faults().add(Endpoint.ACTIVITY, tooMany("600"));
        RecordingWaitListener listener =
                fixture.await(fixture.begin("environment.push").start());

        await().until(() -> !listener.messages.isEmpty());
        assertThat(listener.messages)
                .singleElement(STRING)
                .matches(TROUBLE
                        + " in about 1[0-4] minutes, as the service asks\\. Could not read activity .*answered 429.*");
    }

    @WaitingTest
    void aLongPauseForTheSakeOfALogIsSaidToo() {
        StandInActivity push = fixture.begin("environment.push").start();
        standIn.faults().add(Endpoint.LOG, tooMany("90"));
        RecordingWaitListener listener = fixture.await(push);

        await().until(() -> !listener.messages.isEmpty());
        assertThat(listener.messages)
                .singleElement(STRING)
                .startsWith(TROUBLE + " in about 2 minutes, as the service asks. Could not read the log of");
    }

    @WaitingTest
    void aPauseOfAThousandYearsIsOneOfAnHour() {
        Queue<Duration> delays = new ConcurrentLinkedQueue<>();
        IdleTimer timer = new IdleTimer() {
            @Override
            public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
                delays.add(Duration.ofMillis(unit.toMillis(delay)));
                return super.schedule(command, delay, unit);
            }
        };
        fixture.poller = new Poller(fixture.client, timer, Clock.systemUTC());
        standIn.faults().add(Endpoint.ACTIVITY, tooMany("Tue, 01 Jan 2999 00:00:00 GMT"));
        RecordingWaitListener listener =
                fixture.await(fixture.begin("environment.push").start());

        await().until(() -> !listener.messages.isEmpty());
        assertThat(listener.messages)
                .singleElement(STRING)
                .matches(".* in about ([67]\\d|80) minutes, as the service asks.*");
        await().untilAsserted(() -> assertThat(delays)
                .anySatisfy(delay -> assertThat(delay).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(80))));
    }
}
