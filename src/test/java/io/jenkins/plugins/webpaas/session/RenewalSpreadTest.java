package io.jenkins.plugins.webpaas.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.standin.StandIn;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Renewals of sessions that begin, or are resumed after a restart, at the same moment. */
class RenewalSpreadTest {
    private static final int SESSIONS = 40;
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    private final Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
    private final List<Duration> delays = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            if (delay > 0) {
                delays.add(Duration.of(delay, unit.toChronoUnit()));
            }
            return super.schedule(task, delay, unit);
        }
    };
    private final List<SessionRenewal> kept = new ArrayList<>();
    private ControllerFixture controller;
    private RecordingNode node;
    private final List<Session> open = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        controller = new ControllerFixture(StandIn.start(), clock);
        node = new RecordingNode(directory);
        for (int i = 0; i < SESSIONS; i++) {
            open.add(controller.sessions.open(controller.token, SshMode.AGENT, Target.NOTHING, node));
        }
    }

    @AfterEach
    void close() throws Exception {
        for (SessionRenewal renewal : kept) {
            renewal.close();
        }
        timer.shutdownNow();
        for (Session session : open) {
            controller.sessions.close(session, null, node);
        }
        controller.close();
    }

    @Test
    void areNotRenewedAtTheSameTime() {
        for (Session session : open) {
            kept.add(controller.sessions.keep(session, new OpenBlock(controller.token, node), timer));
        }

        List<Duration> jitters = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            Duration due = Duration.between(clock.instant(), open.get(i).renewAt());
            jitters.add(delays.get(i).minus(due));
        }
        assertThat(jitters).allMatch(jitter -> !jitter.isNegative() && jitter.toSeconds() <= 30);
        assertThat(jitters.stream().map(jitter -> jitter.dividedBy(SECOND)).distinct())
                .hasSizeGreaterThan(10);
    }

    @Test
    void askForNoCertificateAtTheSameTimeAfterARestartOfTheirNodes() throws Exception {
        for (Session session : open) {
            node.close(session.id(), session.directory());
            kept.add(controller.sessions.resume(session, new OpenBlock(controller.token, node), timer));
        }

        // One of the random delays may be zero.
        await().until(() -> delays.stream().filter(RenewalSpreadTest::isShort).count() > SESSIONS - 5);
        assertThat(delays.stream()
                        .filter(RenewalSpreadTest::isShort)
                        .map(delay -> delay.dividedBy(SECOND))
                        .distinct())
                .hasSizeGreaterThan(4);
    }

    private static boolean isShort(Duration delay) {
        return delay.compareTo(Duration.ofSeconds(10)) <= 0;
    }
}
