package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.standin.Endpoint;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that a start waits for other starts of its kind, and for nothing else. */
class StartLocksTest extends EnvironmentTest {
    private static final Operation BACKUP = new Operation.Backup(false);
    private static final int TIMEOUT_SECONDS = 30;

    private final ExecutorService others = Executors.newCachedThreadPool();
    private final CountDownLatch isBusy = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        others.shutdownNow();
    }

    private List<Activity> hold() {
        isBusy.countDown();
        return hold(release);
    }

    private static List<Activity> hold(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    @Test
    void aJournalThatTakesItsTimeHoldsUpNobodyElse() throws Exception {
        Operations slow = api.operations(request -> hold());
        Future<List<Activity>> backup = others.submit(() -> BACKUP.start(slow, environment));
        isBusy.await();

        List<Activity> other =
                others.submit(() -> BACKUP.start(operations, environment)).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);

        assertThat(other).hasSize(1);
        assertThat(backup).isNotDone();
        release.countDown();
        assertThat(backup.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)).hasSize(1).doesNotContainAnyElementsOf(other);
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isEqualTo(2);
    }

    /** The two kinds have the same hash code. */
    @Test
    void startsOfOtherKindsDoNotWait() throws Exception {
        StartLocks starts = new StartLocks(Duration.ofMinutes(1));
        others.submit(() -> starts.run("Aa", () -> hold()));
        isBusy.await();

        List<Activity> started =
                others.submit(() -> starts.run("BB", () -> List.of())).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);

        assertThat(started).isEmpty();
    }

    @Test
    void aTurnThatDoesNotComeIsWaitedForNoLongerThanThat() throws Exception {
        StartLocks starts = new StartLocks(Duration.ofMillis(50));
        Future<List<Activity>> first = others.submit(() -> starts.run("backup", () -> hold()));
        isBusy.await();

        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> starts.run("backup", () -> List.of()));
        release.countDown();
        first.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        assertThat(starts.run("backup", () -> List.of())).isEmpty();
    }

    /** The third start waits for the second, although the first has ended. */
    @Test
    void aTurnIsKeptWhileAnybodyWaitsForIt() throws Exception {
        StartLocks starts = new StartLocks(Duration.ofMinutes(1));
        CountDownLatch isSecond = new CountDownLatch(1);
        CountDownLatch first = new CountDownLatch(1);
        others.submit(() -> starts.run("backup", () -> {
            isBusy.countDown();
            return hold(first);
        }));
        isBusy.await();
        others.submit(() -> starts.run("backup", () -> {
            isSecond.countDown();
            return hold(release);
        }));
        await().during(Duration.ofMillis(100)).until(() -> isSecond.getCount() == 1);
        first.countDown();
        isSecond.await();

        Future<List<Activity>> third = others.submit(() -> starts.run("backup", () -> List.of()));

        await().during(Duration.ofMillis(100)).until(() -> !third.isDone());
        release.countDown();
        assertThat(third.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void whoIsInterruptedBeginsNothing() throws Exception {
        StartLocks starts = new StartLocks(Duration.ofMinutes(1));
        Future<List<Activity>> first = others.submit(() -> starts.run("backup", () -> hold()));
        isBusy.await();
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedIOException.class)
                .isThrownBy(() -> starts.run("backup", () -> List.of()))
                .withMessage("Interrupted before an operation was started");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(first).isNotDone();
    }

    @Test
    void ofThoseThatWereStartedTheLastThousandAreKnown() throws Exception {
        List<Activity> started = IntStream.rangeClosed(0, 1_000)
                .mapToObj(i -> new Activity(
                        "a" + i, null, List.of(), null, null, null, null, 0, null, null, null, null, null, null, false,
                        null))
                .toList();
        StartLocks starts = new StartLocks(Duration.ofMinutes(1));

        assertThat(starts.run("backup", () -> started)).isEqualTo(started);

        assertThat(starts.isTaken(started.get(0))).isFalse();
        assertThat(started.subList(1, 1_001)).allMatch(starts::isTaken);
    }
}
