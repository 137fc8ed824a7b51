package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Fuzzes the answers about activities. An input is the answer of a {@link CannedService} to every request of a wait. */
class ActivitiesFuzzTest {
    private static final String PROJECT = "abcdefghij234";
    private static final Instant CREATED = Instant.parse("2026-03-02T08:00:00Z");

    private final CannedService service = new CannedService(true);

    @FuzzTest
    void areReadOrRefused(byte[] input) throws IOException {
        check(input, activities -> read(activities.get(PROJECT, "a")));
        check(
                input,
                activities ->
                        activities.list(PROJECT, Map.of("a", CREATED)).values().forEach(ActivitiesFuzzTest::read));
        check(input, activities -> {
            ActivityBookmark before = new ActivityBookmark(PROJECT, "main", CREATED, Set.of("a"), Set.of(), Set.of());
            activities.startedSince(before).forEach(ActivitiesFuzzTest::read);
            assertThat(activities.newestSince(before, null, "environment.backup"))
                    .doesNotContainNull();
        });
        check(input, activities -> assertThat(activities.mark(PROJECT, "main")).isNotNull());
        check(input, activities -> {
            Activity activity = activities.get(PROJECT, "a");
            assertThat(activities.log(activity, 3).items()).doesNotContainNull();
            assertThat(activities.wholeLog(activity).items()).doesNotContainNull();
        });
        check(input, activities -> assertThat(activities.cancel(PROJECT, "a")).isNotNull());
    }

    private interface Call {
        void run(Activities activities) throws IOException;
    }

    private void check(byte[] input, Call call) throws IOException {
        service.check(input, api -> call.run(api.activities()));
    }

    private static void read(Activity activity) {
        assertThat(activity.id()).isNotNull();
        if (activity.isSuccess()) {
            assertThat(activity.isFinal()).isTrue();
        }
        if (activity.startedAt() != null && activity.completedAt() != null) {
            assertThat(Duration.between(activity.startedAt(), activity.completedAt())
                            .toMillis())
                    .isNotNull();
        }
    }
}
