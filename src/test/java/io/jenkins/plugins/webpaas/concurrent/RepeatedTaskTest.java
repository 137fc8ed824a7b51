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

/** One thread for all of them. */
class RepeatedTaskTest {
    private static final Duration LATER = Duration.ofHours(1);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final FairThreadPool pool = new FairThreadPool("test", 1, LATER, timer);
    private final FairThreadPool.Owner owner = new FairThreadPool.Owner();
    private final List<String> looks = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        timer.shutdownNow();
    }

    private RepeatedTask reader(String name, Duration delay) {
        return reader(() -> {
            looks.add(name);
            return delay;
        });
    }

    private RepeatedTask reader(Supplier<Duration> look) {
        return new RepeatedTask(look, pool, owner, timer);
    }

    private RepeatedTask blocked() {
        return reader(() -> {
            looks.add("blocked");
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return looks.size() < 9 ? LATER : null;
        });
    }

    @Test
    void looksAgainWhenItIsTimeUntilItIsOver() {
        int[] left = {3};
        reader(() -> {
                    looks.add("a");
                    return --left[0] == 0 ? null : Duration.ofMillis(1);
                })
                .runIn(Duration.ZERO);

        await().until(() -> left[0] == 0);
        await().during(Duration.ofMillis(200)).until(() -> looks.size() == 3);
    }

    @Test
    void whatIsInAHurryGoesFirstAndOnce() {
        blocked().runNow();
        await().until(() -> looks.contains("blocked"));
        for (String name : List.of("a", "b", "c")) {
            reader(name, LATER).runIn(Duration.ZERO);
        }
        RepeatedTask hurried = reader("hurried", LATER);
        hurried.runIn(Duration.ZERO);
        await().until(() -> pool.waiting() == 4);
        hurried.runNow();
        hurried.runNow();
        assertThat(pool.waiting()).isEqualTo(4);
        release.countDown();

        await().until(() -> looks.size() == 5);
        assertThat(looks.get(1)).isEqualTo("hurried");
    }

    @Test
    void aHurryDuringALookMakesAnother() {
        RepeatedTask reader = blocked();
        reader.runIn(Duration.ZERO);
        await().until(() -> looks.size() == 1);
        reader.runNow();
        release.countDown();

        await().until(() -> looks.size() == 2);
    }

    @Test
    void aHurryWhileItRestsEndsTheRest() {
        RepeatedTask reader = reader("a", LATER);
        reader.runIn(LATER);
        reader.runNow();

        await().until(() -> looks.size() == 1);
    }
}
