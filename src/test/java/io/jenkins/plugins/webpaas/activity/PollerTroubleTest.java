package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.http.HttpSettings;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.ServerClock;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.support.IdleTimer;
import io.jenkins.plugins.webpaas.support.WaitingTest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/** Trouble is said, and ends no wait; whatever goes wrong, what comes after it is read. */
class PollerTroubleTest {
    private static final String TROUBLE =
            "The activities cannot be read for the time being, and Jenkins goes on trying";

    private final PollerFixture polled = new PollerFixture();
    private final StandIn standIn = polled.standIn;

    @AfterEach
    void close() {
        polled.close();
    }

    private int requests(Endpoint endpoint) {
        return standIn.requests().count(endpoint);
    }

    private static Fault tooMany(String retryAfter) {
        return Fault.status(429).header("Retry-After", retryAfter).times(1);
    }

    private ActivityBookmark mark() throws Exception {
        return polled.api.activities().mark(StandIn.PROJECT, "main");
    }

    @WaitingTest
    void whatElseWasStartedIsNotAskedForInSilence() throws Exception {
        ActivityBookmark mark = mark();
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(503));
        RecordingWaitListener waiter = polled.await(WaitState.since(mark));
        await().until(() -> requests(Endpoint.ACTIVITIES) > 4);

        assertThat(waiter.said)
                .singleElement(STRING)
                .startsWith(TROUBLE + ". Could not list the activities of environment 'main'")
                .contains("answered 503");
        standIn.faults().clear();
        assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
    }

    @WaitingTest
    void whoHasStoppedAsksForNothingMore() throws Exception {
        ActivityBookmark mark = mark();
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(503));
        standIn.requests().clear();
        WaitHandle waiting = polled.await(WaitState.since(mark), new RecordingWaitListener(polled.token));
        await().until(() -> requests(Endpoint.ACTIVITIES) > 1);
        waiting.stop();
        int asked = requests(Endpoint.ACTIVITIES);

        await().during(Duration.ofSeconds(3)).until(() -> requests(Endpoint.ACTIVITIES) == asked);
    }

    @WaitingTest
    void duringALongPauseNothingElseIsAskedForAndWhoComesHearsOfIt() throws Exception {
        ActivityBookmark mark = mark();
        standIn.faults().add(Endpoint.ACTIVITY, tooMany("90"));
        RecordingWaitListener first =
                polled.await(polled.begin("environment.push").start());
        await().until(() -> !first.said.isEmpty());
        standIn.requests().clear();
        RecordingWaitListener second = polled.await(WaitState.since(mark));

        await().until(() -> second.said.equals(first.said));
        await().during(Duration.ofSeconds(2)).until(() -> requests(Endpoint.ACTIVITIES) == 0);
    }

    @WaitingTest
    void whoComesInTheMiddleOfTroubleHearsOfIt() {
        StandInActivity push = polled.begin("environment.push").start();
        standIn.faults().add(Endpoint.ACTIVITY, Fault.status(500));
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(500));
        RecordingWaitListener first = polled.await(push);
        await().until(() -> !first.said.isEmpty());
        RecordingWaitListener second = polled.await(push);

        await().until(() -> !second.said.isEmpty());
        assertThat(first.said).hasSize(1);
    }

    @WaitingTest
    void aLongPauseIsSaidAtOnce() {
        standIn.faults().add(Endpoint.ACTIVITY, tooMany("600"));
        RecordingWaitListener waiter =
                polled.await(polled.begin("environment.push").start());

        await().until(() -> !waiter.said.isEmpty());
        assertThat(waiter.said)
                .singleElement(STRING)
                .matches(TROUBLE
                        + " in about 1[0-4] minutes, as the service asks\\. Could not read activity .*answered 429.*");
    }

    @WaitingTest
    void aLongPauseForTheSakeOfALogIsSaidToo() {
        StandInActivity push = polled.begin("environment.push").start();
        standIn.faults().add(Endpoint.LOG, tooMany("90"));
        RecordingWaitListener waiter = polled.await(push);

        await().until(() -> !waiter.said.isEmpty());
        assertThat(waiter.said)
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
        polled.poller = new Poller(polled.client, timer, Clock.systemUTC());
        standIn.faults().add(Endpoint.ACTIVITY, tooMany("Tue, 01 Jan 2999 00:00:00 GMT"));
        RecordingWaitListener waiter =
                polled.await(polled.begin("environment.push").start());

        await().until(() -> !waiter.said.isEmpty());
        assertThat(waiter.said)
                .singleElement(STRING)
                .matches(".* in about ([67]\\d|80) minutes, as the service asks.*");
        await().untilAsserted(() -> assertThat(delays)
                .anySatisfy(delay -> assertThat(delay).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(80))));
    }

    @WaitingTest
    void anErrorWhileAnAnswerIsReadEndsNoWait() throws Exception {
        AtomicInteger left = new AtomicInteger();
        polled.poller = new Poller(
                new WebPaasClient(new HttpSettings(
                        "Jenkins-WebPaaS/test",
                        builder -> builder.addInterceptor(chain -> {
                            boolean isOurs = chain.request().url().encodedPath().contains("/activities");
                            if (isOurs && left.getAndDecrement() > 0) {
                                throw new NoClassDefFoundError("Of an answer");
                            }
                            return chain.proceed(chain.request());
                        }))),
                polled.timer,
                Clock.systemUTC());
        ActivityBookmark mark = mark();
        StandInActivity push = polled.begin("environment.push").start().log("pushed\n");
        RecordingWaitListener byId = polled.await(push);
        RecordingWaitListener byMark = polled.await(WaitState.since(mark));
        await().until(() -> byMark.log().equals("pushed\n"));
        left.set(3);
        await().until(() -> left.get() <= 0);
        int before = requests(Endpoint.ACTIVITY);
        await().until(() -> requests(Endpoint.ACTIVITY) > before);
        push.complete(Result.SUCCESS);
        left.set(3);

        assertThat(byId.outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(byMark.outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
    }

    @WaitingTest
    void anErrorOfAWaiterIsNoneOfTheOthersBusiness() {
        StandInActivity push = polled.begin("environment.push").start().log("pushed\n");
        RecordingWaitListener failing = new RecordingWaitListener(polled.token) {
            @Override
            public void say(String sentences) {
                throw new NoClassDefFoundError("The log's filter");
            }

            @Override
            public void told(io.jenkins.plugins.webpaas.api.Activity activity, String text, WaitState next) {
                throw new NoClassDefFoundError("The log's filter");
            }
        };
        polled.await(WaitState.ofIds(StandIn.PROJECT, List.of(push.id())), failing);
        standIn.faults().add(Endpoint.ACTIVITY, Fault.status(500).times(4));
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(500).times(4));
        RecordingWaitListener waiter = polled.await(push);
        await().until(() -> waiter.log().equals("pushed\n"));
        push.complete(Result.SUCCESS);

        assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
        await().until(failing::isOver);
    }

    @WaitingTest
    void aClockThatIsSetBackHoldsUpNoEnd() {
        ServerClock clock = new ServerClock();
        polled.poller = new Poller(polled.client, polled.timer, clock);
        StandInActivity push = polled.begin("environment.push").start();
        push.log().withoutSeal();
        RecordingWaitListener waiter = polled.await(push);
        await().until(() -> requests(Endpoint.LOG) > 0);
        push.log("pushed\n").complete(Result.SUCCESS);
        await().until(() -> waiter.log().equals("pushed\n"));
        clock.skew(Duration.ofHours(-1));

        assertThat(waiter.outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
    }
}
