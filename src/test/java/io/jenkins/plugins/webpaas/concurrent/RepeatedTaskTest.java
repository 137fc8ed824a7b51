package io.jenkins.plugins.webpaas.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Repeated tasks in a pool of one thread. */
class RepeatedTaskTest {
    private static final Duration LATER = Duration.ofHours(1);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final FairThreadPool pool = new FairThreadPool("test", 1, LATER, timer, System::nanoTime);
    private final FairThreadPool.Owner owner = new FairThreadPool.Owner();
    private final List<String> runs = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        timer.shutdownNow();
    }

    private RepeatedTask task(String name, Duration delay) {
        return task(() -> {
            runs.add(name);
            return delay;
        });
    }

    private RepeatedTask task(Supplier<Duration> work) {
        return new RepeatedTask(work, pool, owner, timer);
    }

    private RepeatedTask blocked() {
        return task(() -> {
            runs.add("blocked");
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return runs.size() < 9 ? LATER : null;
        });
    }

    @Test
    void runsAgainWhenItIsTimeUntilItIsOver() {
        int[] remaining = {3};
        task(() -> {
                    runs.add("a");
                    return --remaining[0] == 0 ? null : Duration.ofMillis(1);
                })
                .runIn(Duration.ZERO);

        await().until(() -> remaining[0] == 0);
        await().during(Duration.ofMillis(200)).until(() -> runs.size() == 3);
    }

    @Test
    void anUrgentTaskGoesFirstAndOnce() {
        blocked().runNow();
        await().until(() -> runs.contains("blocked"));
        for (String name : List.of("a", "b", "c")) {
            task(name, LATER).runIn(Duration.ZERO);
        }
        RepeatedTask urgent = task("urgent", LATER);
        urgent.runIn(Duration.ZERO);
        await().until(() -> pool.waiting() == 4);
        urgent.runNow();
        urgent.runNow();
        assertThat(pool.waiting()).isEqualTo(4);
        release.countDown();

        await().until(() -> runs.size() == 5);
        assertThat(runs.get(1)).isEqualTo("urgent");
    }

    @Test
    void aTaskThatIsUrgentWhileItRunsRunsOnceMore() {
        RepeatedTask task = blocked();
        task.runIn(Duration.ZERO);
        await().until(() -> runs.size() == 1);
        task.runNow();
        release.countDown();

        await().until(() -> runs.size() == 2);
    }

    @Test
    void aTaskThatIsUrgentDuringItsPauseRunsAtOnce() {
        RepeatedTask task = task("a", LATER);
        task.runIn(LATER);
        task.runNow();

        await().until(() -> runs.size() == 1);
    }
}
