package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.support.IdleTimer;
import io.jenkins.plugins.webpaas.support.StandInService;
import io.jenkins.plugins.webpaas.support.WaitingTest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No project, service or build delays the others, and a wait ends with its build. */
class PollerFairnessTest {
    private static final int MANY = 30;
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    private final PollerFixture fixture = new PollerFixture();

    private final StandIn standIn = fixture.standIn;
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void release() {
        release.countDown();
    }

    @WaitingTest
    void aRegionThatHangsDelaysNoOther() {
        standIn.faults().add(Endpoint.ACTIVITY, Fault.stalledBody().when(request -> request.path()
                .contains("/hung")));
        for (int i = 0; i < MANY; i++) {
            fixture.await(WaitState.ofIds("hung" + i, List.of("activity")), new RecordingWaitListener(fixture.token));
        }
        StandInActivity push = fixture.begin("environment.push").start().log("one\n");
        RecordingWaitListener listener = fixture.await(push);
        await().atMost(SOON).until(() -> listener.log().equals("one\n"));
        push.complete(Result.SUCCESS);

        await().atMost(SOON).until(listener::isOver);
        assertThat(listener.outcome.status()).isEqualTo(Outcome.Status.SUCCESS);
    }

    /** Returns the number of requests for states, of one activity or of many. */
    private int stateRequests() {
        return fixture.requests(Endpoint.ACTIVITY) + fixture.requests(Endpoint.ACTIVITIES);
    }

    @WaitingTest
    void logsThatStallHoldUpNobodysEnd() {
        standIn.faults().add(Endpoint.LOG, Fault.stalledBody());
        List<RecordingWaitListener> stalled = IntStream.range(0, 20)
                .mapToObj(i -> fixture.await(fixture.begin("environment.push").start()))
                .toList();
        await().until(() -> fixture.requests(Endpoint.LOG) >= 4);
        StandInActivity push = fixture.begin("environment.push").start();
        RecordingWaitListener listener = fixture.await(push);
        int before = stateRequests();
        await().until(() -> stateRequests() > before + 3);
        push.complete(Result.SUCCESS);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
        assertThat(stalled).noneMatch(RecordingWaitListener::isOver);
    }

    @WaitingTest
    void aServiceThatStallsHoldsUpItsOwnWaitersAlone() {
        Duration soon = StandInService.CALL.dividedBy(2);
        try (StandIn slow = StandIn.start()) {
            slow.faults().add(Endpoint.ACTIVITY, Fault.stalledBody());
            ApiToken token = new ApiToken(StandInService.of(slow), StandIn.API_TOKEN);
            for (int i = 0; i < 30; i++) {
                fixture.await(WaitState.ofIds("project" + i, List.of("activity")), new RecordingWaitListener(token));
            }
            await().until(() -> slow.requests().count(Endpoint.ACTIVITY) >= 3);
            StandInActivity push = fixture.begin("environment.push").start();
            RecordingWaitListener listener = fixture.await(push);
            await().atMost(soon).until(() -> fixture.requests(Endpoint.ACTIVITY) > 3);
            push.complete(Result.SUCCESS);

            await().atMost(soon).until(listener::isOver);
        }
    }

    /** The calls take longer than any deadline. */
    @WaitingTest
    void lookUpsThatHangKeepNoTimeOutFromComing() {
        StandInActivity push = fixture.begin("environment.push").start();
        RecordingWaitListener own = null;
        for (int i = 0; i < MANY; i++) {
            own = new RecordingWaitListener(fixture.token) {
                @Override
                public ApiToken token() throws IOException {
                    hang();
                    return super.token();
                }
            };
            fixture.await(until(push), own);
        }
        RecordingWaitListener hanging = own;
        RecordingWaitListener listener = fixture.await(until(push));

        await().atMost(SOON).until(() -> listener.isOver() && hanging.isOver());
        assertThat(listener.outcome.status()).isEqualTo(Outcome.Status.TIMED_OUT);
        assertThat(hanging.outcome.status()).isEqualTo(Outcome.Status.TIMED_OUT);
    }

    private void hang() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private WaitState until(StandInActivity activity) {
        return fixture.stateOf(activity).until(Instant.now().plusSeconds(11));
    }

    /** Checks for listeners that are gone come every half second instead of every half minute. */
    @WaitingTest
    void aWaitEndsWithItsBuild() {
        fixture.poller = new Poller(
                fixture.client,
                new IdleTimer() {
                    @Override
                    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
                        boolean isGoneCheck = unit.toSeconds(delay) == 30;
                        return super.schedule(command, isGoneCheck ? delay / 60 : delay, unit);
                    }
                },
                Clock.systemUTC());
        StandInActivity push = fixture.begin("environment.push").start();
        RecordingWaitListener gone = fixture.await(push);
        RecordingWaitListener listener =
                fixture.await(fixture.begin("environment.backup").start());
        await().until(() -> fixture.requests(Endpoint.LOG) >= 2);
        gone.isGone = true;
        standIn.requests().clear();

        // The one activity that remains is read without a list.
        await().atMost(SOON).until(() -> fixture.requests(Endpoint.ACTIVITY) > 3);
        listener.isGone = true;
        await().atMost(SOON).during(Duration.ofSeconds(3)).until(() -> {
            int now = standIn.requests().all().size();
            standIn.requests().clear();
            return now == 0;
        });
        assertThat(gone.isOver()).isFalse();
        assertThat(listener.isOver()).isFalse();
    }
}
