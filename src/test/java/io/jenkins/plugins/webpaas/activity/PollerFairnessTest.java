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
import io.jenkins.plugins.webpaas.support.WaitingTest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** No project and no build holds up the others, whatever it waits for itself; and a wait ends with its build. */
class PollerFairnessTest {
    private static final int MANY = 30;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final PollerFixture polled = new PollerFixture();
    private final StandIn standIn = polled.standIn;
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        polled.close();
    }

    private void hang() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int requests(Endpoint endpoint) {
        return standIn.requests().count(endpoint);
    }

    @WaitingTest
    void aRegionThatHangsDelaysNoOther() {
        standIn.faults().add(Endpoint.ACTIVITY, Fault.stalledBody().when(request -> request.path()
                .contains("/hung")));
        for (int i = 0; i < MANY; i++) {
            polled.await(WaitState.ofIds("hung" + i, List.of("activity")), new RecordingWaitListener(polled.token));
        }
        StandInActivity push = polled.begin("environment.push").start().log("one\n");
        RecordingWaitListener waiter = polled.await(push);
        await().atMost(SOON).until(() -> waiter.log().equals("one\n"));
        push.complete(Result.SUCCESS);

        await().atMost(SOON).until(waiter::isOver);
        assertThat(waiter.outcome.ending()).isEqualTo(OutcomeStatus.SUCCESS);
    }

    /** They take longer than any deadline. */
    @WaitingTest
    void lookUpsThatHangKeepNoTimeOutFromComing() {
        StandInActivity push = polled.begin("environment.push").start();
        RecordingWaitListener own = null;
        for (int i = 0; i < MANY; i++) {
            own = new RecordingWaitListener(polled.token) {
                @Override
                public ApiToken token() throws IOException {
                    hang();
                    return super.token();
                }
            };
            polled.await(until(push), own);
        }
        RecordingWaitListener hanging = own;
        RecordingWaitListener waiter = polled.await(until(push));

        await().atMost(SOON).until(() -> waiter.isOver() && hanging.isOver());
        assertThat(waiter.outcome.ending()).isEqualTo(OutcomeStatus.TIMED_OUT);
        assertThat(hanging.outcome.ending()).isEqualTo(OutcomeStatus.TIMED_OUT);
    }

    private static WaitState until(StandInActivity activity) {
        return WaitState.ofIds(StandIn.PROJECT, List.of(activity.id()))
                .until(Instant.now().plusSeconds(11));
    }

    /** In the same project, too. */
    @WaitingTest
    void buildLogsThatHangHoldUpNoOtherBuild() {
        for (int i = 0; i < MANY; i++) {
            StandInActivity push = polled.begin("environment.push").start().log("one\n");
            polled.await(WaitState.ofIds(StandIn.PROJECT, List.of(push.id())), new RecordingWaitListener(polled.token) {
                @Override
                public void told(io.jenkins.plugins.webpaas.api.Activity activity, String text, WaitState next) {
                    hang();
                }
            });
        }
        await().atMost(SOON).until(() -> requests(Endpoint.LOG) > 3);
        StandInActivity push = polled.begin("environment.push").start().log("one\n");
        RecordingWaitListener waiter = polled.await(push);
        await().atMost(SOON).until(() -> waiter.log().equals("one\n"));
        push.log("two\n").complete(Result.SUCCESS);

        await().atMost(SOON).until(waiter::isOver);
        assertThat(waiter.log()).isEqualTo("one\ntwo\n");
    }

    /** Else all that a log brings would be kept in memory meanwhile. */
    @WaitingTest
    void ofALogThatNobodyTakesNoMoreIsRead() {
        StandInActivity push = polled.begin("environment.push").start().log("one\n");
        polled.await(WaitState.ofIds(StandIn.PROJECT, List.of(push.id())), new RecordingWaitListener(polled.token) {
            @Override
            public void told(io.jenkins.plugins.webpaas.api.Activity activity, String text, WaitState next) {
                hang();
            }
        });
        await().atMost(SOON).until(() -> {
            push.log("more\n");
            return requests(Endpoint.LOG) >= 4;
        });

        await().during(Duration.ofSeconds(6)).atMost(SOON).until(() -> {
            push.log("more\n");
            return requests(Endpoint.LOG) < 7;
        });
    }

    @WaitingTest
    void endsThatHangHoldUpNoOtherEnd() {
        for (int i = 0; i < MANY; i++) {
            polled.await(WaitState.ofIds(StandIn.PROJECT, List.of()), new RecordingWaitListener(polled.token) {
                @Override
                public void ended(Outcome outcome) {
                    hang();
                }
            });
        }
        RecordingWaitListener waiter =
                polled.await(polled.begin("environment.push").start().complete(Result.SUCCESS));

        await().atMost(SOON).until(waiter::isOver);
    }

    /** Half a minute is half a second here. */
    @WaitingTest
    void aWaitEndsWithItsBuild() {
        polled.poller = new Poller(
                polled.client,
                new IdleTimer() {
                    @Override
                    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
                        boolean isQuestion = unit.toSeconds(delay) == 30;
                        return super.schedule(command, isQuestion ? delay / 60 : delay, unit);
                    }
                },
                Clock.systemUTC());
        StandInActivity push = polled.begin("environment.push").start();
        RecordingWaitListener gone = polled.await(push);
        RecordingWaitListener waiter =
                polled.await(polled.begin("environment.backup").start());
        await().until(() -> requests(Endpoint.LOG) >= 2);
        gone.isGone = true;
        standIn.requests().clear();

        // One that is left alone is not asked for by a list.
        await().atMost(SOON).until(() -> requests(Endpoint.ACTIVITY) > 3);
        waiter.isGone = true;
        await().atMost(SOON).during(Duration.ofSeconds(3)).until(() -> {
            int now = standIn.requests().all().size();
            standIn.requests().clear();
            return now == 0;
        });
        assertThat(gone.isOver()).isFalse();
        assertThat(waiter.isOver()).isFalse();
    }
}
