package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.concurrent.FairThreadPool;
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
class LogScheduleTest {
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

    private LogSchedule reader(String name, Duration delay) {
        return reader(() -> {
            looks.add(name);
            return delay;
        });
    }

    private LogSchedule reader(Supplier<Duration> look) {
        return new LogSchedule(look, pool, owner, timer);
    }

    private LogSchedule blocked() {
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
                .lookIn(Duration.ZERO);

        await().until(() -> left[0] == 0);
        await().during(Duration.ofMillis(200)).until(() -> looks.size() == 3);
    }

    @Test
    void whatIsInAHurryGoesFirstAndOnce() {
        blocked().hurry();
        await().until(() -> looks.contains("blocked"));
        for (String name : List.of("a", "b", "c")) {
            reader(name, LATER).lookIn(Duration.ZERO);
        }
        LogSchedule hurried = reader("hurried", LATER);
        hurried.lookIn(Duration.ZERO);
        await().until(() -> pool.waiting() == 4);
        hurried.hurry();
        hurried.hurry();
        assertThat(pool.waiting()).isEqualTo(4);
        release.countDown();

        await().until(() -> looks.size() == 5);
        assertThat(looks.get(1)).isEqualTo("hurried");
    }

    @Test
    void aHurryDuringALookMakesAnother() {
        LogSchedule reader = blocked();
        reader.lookIn(Duration.ZERO);
        await().until(() -> looks.size() == 1);
        reader.hurry();
        release.countDown();

        await().until(() -> looks.size() == 2);
    }

    @Test
    void aHurryWhileItRestsEndsTheRest() {
        LogSchedule reader = reader("a", LATER);
        reader.lookIn(LATER);
        reader.hurry();

        await().until(() -> looks.size() == 1);
    }
}
