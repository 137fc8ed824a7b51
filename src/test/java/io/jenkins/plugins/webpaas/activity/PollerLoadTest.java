package io.jenkins.plugins.webpaas.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.Role;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.support.CpuShare;
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
import org.junit.jupiter.api.Test;

/** What waiting costs, and how soon an end is noticed: the figures are printed. */
class PollerLoadTest {
    private static final int MANY = 1000;

    /** 3 for states, 2 for logs, 2 to speak with waiters, 1 that gets an access token; and the timer. */
    private static final int THREADS = 3 + 2 + 2 + 1 + 1;

    private final Set<Thread> before = threads();
    private final PollerFixture polled = new PollerFixture();
    private final Map<String, Long> ends = new ConcurrentHashMap<>();
    private final CpuShare cpu = new CpuShare();

    @AfterEach
    void close() throws Exception {
        cpu.close();
        polled.close();
    }

    @Test
    void aThousandWaitersHaveAHandfulOfThreadsAndSurviveARestart() throws Exception {
        List<StandInActivity> activities = new ArrayList<>();
        Map<String, RecordingWaitListener> waiters = new HashMap<>();
        for (int i = 0; i < MANY; i++) {
            StandInActivity activity =
                    polled.begin("environment.push").start().log("one\n").log("two\n");
            activities.add(activity);
            waiters.put(activity.id(), polled.await(activity));
        }
        int threads = 0;

        await().until(() -> waiters.values().stream().allMatch(waiter -> "one\ntwo\n".equals(waiter.log())));

        Collections.shuffle(activities, new Random(4));
        List<Long> delays = new ArrayList<>();
        long start = System.nanoTime();
        int requests = polled.standIn.requests().all().size();
        for (List<StandInActivity> some :
                List.of(activities.subList(0, MANY / 2), activities.subList(MANY / 2, MANY))) {
            for (StandInActivity activity : some) {
                activity.log("three\n").complete(Result.SUCCESS);
                ends.put(activity.id(), System.nanoTime());
                // Those of the poller before the restart linger.
                threads = delays.isEmpty() ? Math.max(threads, threadsSince()) : threads;
                pace();
            }
            await().until(() -> some.stream()
                    .allMatch(activity -> waiters.get(activity.id()).isOver()));
            for (StandInActivity activity : some) {
                RecordingWaitListener waiter = waiters.get(activity.id());
                assertThat(waiter.outcome.ending()).isEqualTo(OutcomeStatus.SUCCESS);
                delays.add(waiter.endedAt - ends.get(activity.id()));
            }

            restart(waiters);
        }

        report(
                MANY + " waiters in one project, at most " + threads + " threads",
                delays,
                polled.standIn.requests().all().size() - requests,
                System.nanoTime() - start);
        assertThat(threads).isLessThanOrEqualTo(THREADS);
        assertNoticedSoon(delays);
        assertThat(waiters.values()).allMatch(waiter -> waiter.lastWords == 1);
        assertThat(waiters.values())
                .extracting(RecordingWaitListener::log)
                .containsOnly("one\ntwo\nthree\n", "three\n");
    }

    /** Those who still wait go on with what they saved. */
    private void restart(Map<String, RecordingWaitListener> waiters) {
        polled.stopAll();
        polled.restart();
        waiters.replaceAll((id, waiter) -> waiter.isOver() ? waiter : polled.await(waiter.next));
    }

    /** So that ends are spread over rounds; it is no wait for anything. */
    private static void pace() throws InterruptedException {
        Thread.sleep(10);
    }

    @Test
    void aSingleWaiterNoticesTheEndWithinASecond() throws Exception {
        Map<String, RecordingWaitListener> waiters = new HashMap<>();
        List<StandInActivity> activities = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String project = "project" + i;
            polled.bot.role(project, Role.ADMIN);
            var main =
                    polled.standIn.world().addProject(project, project).addEnvironment("main", "production", "active");
            StandInActivity activity = polled.standIn
                    .world()
                    .begin("environment.backup", main, polled.bot)
                    .start();
            activities.add(activity);
            waiters.put(activity.id(), polled.await(WaitState.ofIds(project, List.of(activity.id()))));
        }
        await().until(() -> polled.standIn.requests().count(Endpoint.LOG) >= 20);
        long start = System.nanoTime();
        polled.standIn.requests().clear();
        await().until(() -> polled.standIn.requests().count(Endpoint.ACTIVITY) > 300);
        long elapsed = System.nanoTime() - start;
        int requests = polled.standIn.requests().all().size();
        List<Long> delays = new ArrayList<>();
        for (StandInActivity activity : activities) {
            activity.complete(Result.SUCCESS);
            ends.put(activity.id(), System.nanoTime());
            pace();
            pace();
        }
        for (StandInActivity activity : activities) {
            assertThat(waiters.get(activity.id()).outcome().ending()).isEqualTo(OutcomeStatus.SUCCESS);
            delays.add(waiters.get(activity.id()).endedAt - ends.get(activity.id()));
        }

        report("20 silent waiters, each alone in its project", delays, requests, elapsed);
        assertNoticedSoon(delays);
    }

    private int threadsSince() {
        Set<Thread> now = threads();
        now.removeAll(before);
        return now.size();
    }

    /** The poller's, the HTTP client's and the timer's; counted without stopping them. */
    private static Set<Thread> threads() {
        Thread[] all = new Thread[Thread.activeCount() + 100];
        int count = Thread.enumerate(all);
        return Arrays.stream(all, 0, count)
                .filter(thread -> thread.getName().startsWith("webpaas-")
                        || thread.getName().startsWith("pool-"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private void assertNoticedSoon(List<Long> delays) throws InterruptedException {
        cpu.close();
        assertThat(cpu.onAnIdleMachine(percentile(delays, 95))).isLessThan(Duration.ofMillis(1300));
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
