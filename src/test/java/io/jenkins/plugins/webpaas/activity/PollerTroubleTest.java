package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.http.HttpSettings;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.support.WaitingTest;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A failure that lasts is reported once, and ends no wait. */
class PollerTroubleTest {
    @RegisterExtension
    private final PollerFixture fixture = new PollerFixture();

    private final StandIn standIn = fixture.standIn;

    @WaitingTest
    void troubleThatLastsIsSaidOnceAndEndsNothing() {
        StandInActivity push = fixture.begin("environment.push").start();
        standIn.faults().add(Endpoint.ACTIVITY, Fault.status(500).times(4));
        RecordingWaitListener listener = fixture.await(push);
        await().until(() -> fixture.requests(Endpoint.ACTIVITY) > 5);
        push.complete(Result.SUCCESS);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(listener.messages)
                .singleElement()
                .asString()
                .startsWith("The activities cannot be read for the time being, and Jenkins goes on trying. Could not"
                        + " read activity " + push.id());
    }

    @WaitingTest
    void troubleAfterASuccessIsSaidAgain() {
        StandInActivity push = fixture.begin("environment.push").start();
        standIn.faults().add(Endpoint.ACTIVITY, Fault.status(500).times(4));
        RecordingWaitListener listener = fixture.await(push);
        await().until(() -> !listener.found.isEmpty());
        standIn.faults().add(Endpoint.ACTIVITY, Fault.status(500));

        await().until(() -> listener.messages.size() == 2);
    }

    @WaitingTest
    void whoComesInTheMiddleOfTroubleHearsOfIt() {
        StandInActivity push = fixture.begin("environment.push").start();
        standIn.faults().add(Endpoint.ACTIVITY, Fault.status(500));
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(500));
        RecordingWaitListener first = fixture.await(push);
        await().until(() -> !first.messages.isEmpty());
        RecordingWaitListener second = fixture.await(push);

        await().until(() -> !second.messages.isEmpty());
        assertThat(first.messages).hasSize(1);
    }

    @WaitingTest
    void anErrorWhileAnAnswerIsReadEndsNoWait() throws Exception {
        AtomicInteger left = new AtomicInteger();
        fixture.poller = new Poller(
                new WebPaasClient(new HttpSettings(
                        "Jenkins-WebPaaS/test",
                        builder -> builder.addInterceptor(chain -> {
                            boolean isOurs = chain.request().url().encodedPath().contains("/activities");
                            if (isOurs && left.getAndDecrement() > 0) {
                                throw new NoClassDefFoundError("Of an answer");
                            }
                            return chain.proceed(chain.request());
                        }))),
                fixture.timer,
                Clock.systemUTC());
        ActivityBookmark bookmark = fixture.bookmark();
        StandInActivity push = fixture.begin("environment.push").start().log("pushed\n");
        RecordingWaitListener byId = fixture.await(push);
        RecordingWaitListener byMark = fixture.await(WaitState.since(bookmark));
        await().until(() -> byMark.log().equals("pushed\n"));
        left.set(3);
        await().until(() -> left.get() <= 0);
        int before = fixture.requests(Endpoint.ACTIVITY);
        await().until(() -> fixture.requests(Endpoint.ACTIVITY) > before);
        push.complete(Result.SUCCESS);
        left.set(3);

        assertThat(byId.outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(byMark.outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
    }

    @WaitingTest
    void aLogThatBrokeOffAndCannotBeReadIsLookedAtInPeace() {
        StandInActivity push =
                fixture.begin("environment.push").start().log("one\n").log("two\n");
        push.log().dropAfter(1);
        standIn.faults()
                .add(Endpoint.LOG, Fault.latency(Duration.ZERO).times(1))
                .add(Endpoint.LOG, Fault.status(500));
        RecordingWaitListener listener = fixture.await(push);
        await().until(() -> listener.log().equals("one\n"));

        await().during(Duration.ofSeconds(2)).until(() -> fixture.requests(Endpoint.LOG) < 6);
    }
}
