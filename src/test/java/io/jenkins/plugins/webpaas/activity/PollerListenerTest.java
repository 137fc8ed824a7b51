package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.support.WaitingTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A listener that blocks or throws affects no other, and no request. */
class PollerListenerTest {
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

    private void hang() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All builds wait for activities of one project. */
    @WaitingTest
    void buildLogsThatHangHoldUpNoOtherBuild() {
        for (int i = 0; i < MANY; i++) {
            StandInActivity push = fixture.begin("environment.push").start().log("one\n");
            fixture.await(fixture.stateOf(push), new RecordingWaitListener(fixture.token) {
                @Override
                public void logAdded(Activity activity, String text, WaitState next) {
                    hang();
                }
            });
        }
        await().atMost(SOON).until(() -> fixture.requests(Endpoint.LOG) > 3);
        StandInActivity push = fixture.begin("environment.push").start().log("one\n");
        RecordingWaitListener listener = fixture.await(push);
        await().atMost(SOON).until(() -> listener.log().equals("one\n"));
        push.log("two\n").complete(Result.SUCCESS);

        await().atMost(SOON).until(listener::isOver);
        assertThat(listener.log()).isEqualTo("one\ntwo\n");
    }

    /** Without this limit, memory would fill with the log. */
    @WaitingTest
    void ofALogThatNobodyTakesNoMoreIsRead() {
        StandInActivity push = fixture.begin("environment.push").start().log("one\n");
        fixture.await(fixture.stateOf(push), new RecordingWaitListener(fixture.token) {
            @Override
            public void logAdded(Activity activity, String text, WaitState next) {
                hang();
            }
        });
        await().atMost(SOON).until(() -> {
            push.log("more\n");
            return fixture.requests(Endpoint.LOG) >= 4;
        });

        await().during(Duration.ofSeconds(6)).atMost(SOON).until(() -> {
            push.log("more\n");
            return fixture.requests(Endpoint.LOG) < 7;
        });
    }

    @WaitingTest
    void endsThatHangHoldUpNoOtherEnd() {
        for (int i = 0; i < MANY; i++) {
            fixture.await(WaitState.ofIds(StandIn.PROJECT, List.of()), new RecordingWaitListener(fixture.token) {
                @Override
                public void ended(Outcome outcome) {
                    hang();
                }
            });
        }
        RecordingWaitListener listener =
                fixture.await(fixture.begin("environment.push").start().complete(Result.SUCCESS));

        await().atMost(SOON).until(listener::isOver);
    }

    @WaitingTest
    void waitersThatTakeTheirTimeOverTheEndHoldUpNoRequestAndOthersMayBeStoppedMeanwhile() {
        StandInActivity push = fixture.begin("environment.push").start().log("one\n");
        RecordingWaitListener stopped = new RecordingWaitListener(fixture.token) {
            @Override
            public void logAdded(Activity activity, String text, WaitState next) {
                super.logAdded(activity, text, next);
                if (text.equals("two\n")) {
                    hang();
                }
            }
        };
        ActiveWait wait = fixture.await(fixture.stateOf(push), stopped);
        await().until(() -> stopped.log().equals("one\n"));
        CountDownLatch busy = new CountDownLatch(2);
        for (int i = 0; i < 10; i++) {
            fixture.await(WaitState.ofIds(StandIn.PROJECT, List.of()), new RecordingWaitListener(fixture.token) {
                @Override
                public void ended(Outcome outcome) {
                    busy.countDown();
                    hang();
                }
            });
        }
        await().until(() -> busy.getCount() == 0);
        push.log("two\n").complete(Result.SUCCESS);

        await().until(() -> stopped.log().equals("one\ntwo\n"));
        wait.stop();
        release.countDown();
        await().during(Duration.ofMillis(500)).until(() -> !stopped.isOver());
    }

    @WaitingTest
    void aWaiterThatThrowsIsNoneOfTheOthersBusiness() {
        List<String> warnings = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                warnings.add(entry.getThrown().getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(ActiveWait.class.getName());
        logger.addHandler(handler);
        StandInActivity push = fixture.begin("environment.push").start().log("one\n");
        fixture.await(fixture.stateOf(push), new ThrowingListener());
        RecordingWaitListener listener = fixture.await(push);
        await().until(() -> listener.log().equals("one\n") && !warnings.isEmpty());
        push.complete(Result.SUCCESS);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
        await().untilAsserted(
                        () -> assertThat(warnings).containsExactly("The build log is closed", "The build is gone"));
        logger.removeHandler(handler);
    }

    private final class ThrowingListener implements WaitListener {
        @Override
        public ApiToken token() {
            return fixture.token;
        }

        @Override
        public boolean isGone() {
            return false;
        }

        @Override
        public void logAdded(Activity activity, String text, WaitState next) {
            throw new IllegalStateException("The build log is closed");
        }

        @Override
        public void say(String sentences) {}

        @Override
        public void ended(Outcome outcome) {
            throw new IllegalStateException("The build is gone");
        }

        @Override
        public void failed(IOException why) {}
    }

    @WaitingTest
    void anErrorOfAWaiterIsNoneOfTheOthersBusiness() {
        StandInActivity push = fixture.begin("environment.push").start().log("pushed\n");
        RecordingWaitListener failing = new RecordingWaitListener(fixture.token) {
            @Override
            public void say(String sentences) {
                throw new NoClassDefFoundError("The log's filter");
            }

            @Override
            public void logAdded(Activity activity, String text, WaitState next) {
                throw new NoClassDefFoundError("The log's filter");
            }
        };
        fixture.await(fixture.stateOf(push), failing);
        standIn.faults().add(Endpoint.ACTIVITY, Fault.status(500).times(4));
        standIn.faults().add(Endpoint.ACTIVITIES, Fault.status(500).times(4));
        RecordingWaitListener listener = fixture.await(push);
        await().until(() -> listener.log().equals("pushed\n"));
        push.complete(Result.SUCCESS);

        assertThat(listener.outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
        await().until(failing::isOver);
    }
}
