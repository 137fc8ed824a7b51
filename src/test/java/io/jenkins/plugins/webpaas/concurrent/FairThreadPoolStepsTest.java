package io.jenkins.plugins.webpaas.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.concurrent.FairThreadPool.Owner;
import io.jenkins.plugins.webpaas.support.SteppedTimer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slow tasks and slow owners, step by step, with a clock and a timer that the test advances. */
class FairThreadPoolStepsTest {
    private static final Duration SLOW = Duration.ofSeconds(1);

    /** The JVM's clock may be below zero. */
    private final AtomicLong now = new AtomicLong(-Duration.ofDays(1).toNanos());

    private final SteppedTimer timer = new SteppedTimer();
    private final FairThreadPool pool = new FairThreadPool("steps", 1, SLOW, timer, now::get);
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger hanging = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch releaseFirst = new CountDownLatch(1);
    private final Owner slow = new Owner();

    @AfterEach
    void close() {
        releaseFirst.countDown();
        release.countDown();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void hangUntil(CountDownLatch end) {
        hanging.incrementAndGet();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hang() {
        hangUntil(release);
    }

    /** Runs a task that takes a time, and returns when the pool knows how long it took. */
    private void run(Owner owner, Duration time) {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        pool.execute(owner, () -> {
            pass(time);
            threads.add(Thread.currentThread());
        });
        await().until(() -> !threads.isEmpty() && threads.get(0).getState() == Thread.State.TIMED_WAITING);
    }

    private List<Duration> delays() {
        return timer.next().stream().map(SteppedTimer.Task::delay).toList();
    }

    @Test
    void aTaskFreesItsPlaceAtTheMomentWhenItIsSlow() {
        pool.execute(slow, this::hang);
        pass(Duration.ofMillis(400));
        pool.execute(new Owner(), () -> done.add("one"));
        pool.execute(new Owner(), () -> done.add("two"));
        assertThat(delays()).containsExactly(Duration.ofMillis(600));
        pass(Duration.ofMillis(600).minusNanos(1));
        timer.step();
        assertThat(pool.waiting()).isEqualTo(2);
        assertThat(delays()).containsExactly(Duration.ofNanos(1));
        pass(Duration.ofNanos(1));
        timer.step();

        await().until(() -> done.equals(List.of("one", "two")));
    }

    @Test
    void aHundredSlowTasksFreeTheirPlacesAndNoMore() {
        for (int i = 0; i < 101; i++) {
            pool.execute(new Owner(), this::hang);
            pass(SLOW);
        }
        assertThat(pool.waiting()).isZero();
        pool.execute(new Owner(), this::hang);

        assertThat(pool.waiting()).isOne();
        assertThat(delays()).containsExactly(SLOW);
    }

    @Test
    void aSlowOwnerHasOneTaskAtATime() {
        run(slow, SLOW);
        Runnable second = () -> done.add("second");
        Runnable third = () -> done.add("third");
        pool.execute(slow, () -> hangUntil(releaseFirst));
        pool.execute(slow, second);
        pool.execute(slow, third);
        assertThat(pool.waiting()).isZero();

        assertThat(pool.remove(slow, second)).isTrue();
        assertThat(pool.remove(slow, second)).isFalse();
        releaseFirst.countDown();
        await().until(() -> done.equals(List.of("third")));
    }

    @Test
    void anOwnerIsSlowWhileItsTaskIs() {
        Runnable second = () -> done.add("second");
        pool.execute(slow, () -> hangUntil(releaseFirst));
        pass(SLOW);
        pool.execute(slow, second);
        assertThat(pool.remove(slow, second)).as("has not begun").isTrue();
        pool.execute(slow, () -> done.add("third"));
        releaseFirst.countDown();

        await().until(() -> done.equals(List.of("third")));
    }

    @Test
    void anOwnerThatIsQuickAgainHasSeveralThreads() {
        FairThreadPool wide = new FairThreadPool("steps-wide", 2, SLOW, timer, now::get);
        wide.execute(slow, () -> hangUntil(releaseFirst));
        pass(SLOW);
        wide.execute(slow, () -> done.add("quick"));
        wide.execute(slow, this::hang);
        wide.execute(slow, this::hang);
        assertThat(wide.waiting()).isZero();
        releaseFirst.countDown();

        await().until(() -> hanging.get() == 3);
    }

    @Test
    void ofSlowOwnersTheLessSlowComesFirst() {
        pool.execute(new Owner(), () -> hangUntil(releaseFirst));
        pass(SLOW);
        for (int i = 0; i < 3; i++) {
            pool.execute(new Owner(), this::hang);
            pass(SLOW);
        }
        Owner lessSlow = new Owner();
        run(slow, SLOW.multipliedBy(10));
        run(lessSlow, SLOW.multipliedBy(2));
        pool.execute(slow, () -> done.add("slow"));
        pool.execute(lessSlow, () -> done.add("less slow"));
        assertThat(pool.waiting()).isZero();
        releaseFirst.countDown();

        await().until(() -> done.size() == 2);
        assertThat(done).containsExactly("less slow", "slow");
    }

    @Test
    void onlyTheNamedTaskIsRemoved() {
        pool.execute(new Owner(), () -> hangUntil(releaseFirst));
        Owner owner = new Owner();
        Runnable second = () -> done.add("second");
        pool.execute(owner, () -> done.add("first"));
        pool.execute(owner, second);
        pool.execute(owner, () -> done.add("third"));

        assertThat(pool.remove(owner, second)).isTrue();
        assertThat(pool.remove(owner, second)).isFalse();
        releaseFirst.countDown();
        await().until(() -> done.size() == 2);
        assertThat(done).containsExactly("first", "third");
    }

    @Test
    void noThreadKeepsTheJavaProcessAlive() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        pool.execute(new Owner(), () -> threads.add(Thread.currentThread()));

        await().until(() -> !threads.isEmpty());
        assertThat(threads).allMatch(Thread::isDaemon);
    }
}
