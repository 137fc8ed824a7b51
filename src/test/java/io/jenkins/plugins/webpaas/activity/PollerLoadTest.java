package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.Role;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Prints the costs of waiting and the delays after which an end is noticed. */
class PollerLoadTest {
    private static final int MANY = 1000;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(800);

    /** 3 threads for states, 2 for logs, 2 for listeners, 1 for the access token, and the timer. */
    private static final int THREADS = 3 + 2 + 2 + 1 + 1;

    private final Set<Thread> before = threads();

    @RegisterExtension
    private final PollerFixture fixture = new PollerFixture();

    private final Map<String, Long> ends = new ConcurrentHashMap<>();
    private RequestTime requestTime;

    @BeforeEach
    void measure() {
        requestTime = new RequestTime(() -> fixture.api.environment(StandIn.PROJECT, "main"));
    }

    @AfterEach
    void close() throws Exception {
        requestTime.close();
    }

    @Test
    void aThousandWaitersHaveAHandfulOfThreadsAndSurviveARestart() throws Exception {
        List<StandInActivity> activities = new ArrayList<>();
        Map<String, RecordingWaitListener> listeners = new HashMap<>();
        for (int i = 0; i < MANY; i++) {
            StandInActivity activity =
                    fixture.begin("environment.push").start().log("one\n").log("two\n");
            activities.add(activity);
            listeners.put(activity.id(), fixture.await(activity));
        }
        int threads = 0;

        await().until(() -> listeners.values().stream().allMatch(listener -> "one\ntwo\n".equals(listener.log())));

        Collections.shuffle(activities, new Random(4));
        List<Long> delays = new ArrayList<>();
        long start = System.nanoTime();
        int requests = requests();
        for (List<StandInActivity> some :
                List.of(activities.subList(0, MANY / 2), activities.subList(MANY / 2, MANY))) {
            for (StandInActivity activity : some) {
                activity.log("three\n").complete(Result.SUCCESS);
                ends.put(activity.id(), System.nanoTime());
                // Threads of the poller before the restart end later.
                threads = delays.isEmpty() ? Math.max(threads, threadsSince()) : threads;
                pace();
            }
            await().until(() -> some.stream()
                    .allMatch(activity -> listeners.get(activity.id()).isOver()));
            for (StandInActivity activity : some) {
                RecordingWaitListener listener = listeners.get(activity.id());
                assertThat(listener.outcome.status()).isEqualTo(Outcome.Status.SUCCESS);
                delays.add(listener.endedAt - ends.get(activity.id()));
            }

            restart(listeners);
        }

        report(
                MANY + " listeners in one project, at most " + threads + " threads",
                delays,
                requests() - requests,
                System.nanoTime() - start);
        assertThat(threads).isLessThanOrEqualTo(THREADS);
        assertNoticedSoon(delays);
        assertThat(listeners.values()).allMatch(listener -> listener.endCalls == 1);
        assertThat(listeners.values())
                .extracting(RecordingWaitListener::log)
                .containsOnly("one\ntwo\nthree\n", "three\n");
    }

    /** Restarts the poller; listeners that still wait go on from their saved states. */
    private void restart(Map<String, RecordingWaitListener> listeners) {
        fixture.stopAll();
        fixture.restart();
        listeners.replaceAll((id, listener) -> listener.isOver() ? listener : fixture.await(listener.next));
    }

    /** Spreads ends over polls. No test waits for anything here. */
    private static void pace() throws InterruptedException {
        Thread.sleep(10);
    }

    @Test
    void aSingleWaiterNoticesTheEndWithinASecond() throws Exception {
        Map<String, RecordingWaitListener> listeners = new HashMap<>();
        List<StandInActivity> activities = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String project = "project" + i;
            fixture.bot.role(project, Role.ADMIN);
            var main =
                    fixture.standIn.world().addProject(project, project).addEnvironment("main", "production", "active");
            StandInActivity activity = fixture.standIn
                    .world()
                    .begin("environment.backup", main, fixture.bot)
                    .start();
            activities.add(activity);
            listeners.put(activity.id(), fixture.await(WaitState.ofIds(project, List.of(activity.id()))));
        }
        await().until(() -> fixture.standIn.requests().count(Endpoint.LOG) >= 20);
        long start = System.nanoTime();
        fixture.standIn.requests().clear();
        await().until(() -> fixture.standIn.requests().count(Endpoint.ACTIVITY) > 300);
        long elapsed = System.nanoTime() - start;
        int requests = requests();
        List<Long> delays = new ArrayList<>();
        for (StandInActivity activity : activities) {
            activity.complete(Result.SUCCESS);
            ends.put(activity.id(), System.nanoTime());
            pace();
            pace();
        }
        for (StandInActivity activity : activities) {
            assertThat(listeners.get(activity.id()).outcome().status()).isEqualTo(Outcome.Status.SUCCESS);
            delays.add(listeners.get(activity.id()).endedAt - ends.get(activity.id()));
        }

        report("20 silent listeners, each alone in its project", delays, requests, elapsed);
        assertNoticedSoon(delays);
    }

    private int threadsSince() {
        Set<Thread> now = threads();
        now.removeAll(before);
        return now.size();
    }

    /** Returns the threads of the poller, the HTTP client and the timer, without stopping them. */
    private static Set<Thread> threads() {
        Thread[] all = new Thread[Thread.activeCount() + 100];
        int count = Thread.enumerate(all);
        return Arrays.stream(all, 0, count)
                .filter(thread -> thread.getName().startsWith("webpaas-")
                        || thread.getName().startsWith("pool-"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Returns the number of the poller's requests. */
    private int requests() {
        return fixture.standIn.requests().all().size() - fixture.requests(Endpoint.ENVIRONMENT);
    }

    /**
     * The bound is the time between two polls, which {@code PollerStepsTest} holds, and the time of 100 requests: at most 100 activities end
     * between two polls, and each needs a request for the end of its log.
     */
    private void assertNoticedSoon(List<Long> delays) throws InterruptedException {
        requestTime.close();
        Duration request = requestTime.mean();
        System.out.printf("a request takes %d µs%n", request.toNanos() / 1000);
        assertThat(percentile(delays, 95)).isLessThan(POLL_INTERVAL.plus(request.multipliedBy(100)));
    }

    private static Duration percentile(List<Long> nanos, int percent) {
        Collections.sort(nanos);
        return Duration.ofNanos(nanos.get((nanos.size() - 1) * percent / 100));
    }

    private static void report(String what, List<Long> delays, int requests, long nanos) {
        System.out.printf(
                "%s: an end is noticed after %d ms (median), %d ms (p95), %d ms (most); %.1f requests a second%n",
                what,
                percentile(delays, 50).toMillis(),
                percentile(delays, 95).toMillis(),
                percentile(delays, 100).toMillis(),
                requests * 1e9 / nanos);
    }
}
