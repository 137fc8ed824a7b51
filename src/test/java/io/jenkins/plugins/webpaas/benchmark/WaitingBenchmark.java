package io.jenkins.plugins.webpaas.benchmark;

import io.jenkins.plugins.webpaas.activity.ActiveWait;
import io.jenkins.plugins.webpaas.activity.Poller;
import io.jenkins.plugins.webpaas.activity.WaitState;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.Role;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInEnvironment;
import io.jenkins.plugins.webpaas.support.RemoteStandIn;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Many who wait for activities of the stand-in, in one project and in many. */
final class WaitingBenchmark implements Benchmarks.Benchmark {
    /** The requests of the vendor's CLI for one activity in a minute: the CLI asks for the state every 3 s, and once for the log. */
    private static final int OF_THE_CLI = 21;

    private static final Duration HOSTS_LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_ENDS = Duration.ofMillis(50);
    private static final Duration WATCHED = Duration.ofSeconds(20);

    @Override
    public List<Table> run(Path directory) throws Exception {
        Table table = new Table(
                "waiters",
                "projects",
                "round trip (ms)",
                "threads",
                "heap a waiter (KB)",
                "requests a minute for each",
                "× the CLI's for one",
                "end noticed after (s, p50)",
                "(s, p95)");
        measure(new Table("warming up"), 1000, 1, 0);
        measure(table, 1, 1, 0);
        for (int latency : List.of(0, 50)) {
            for (int projects : List.of(1, 20, 100, 1000)) {
                measure(table, 1000, projects, latency);
            }
        }
        return List.of(table);
    }

    private static void measure(Table table, int waiters, int projects, int latency) throws Exception {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        try (RemoteStandIn remote = new RemoteStandIn(true, Duration.ofMillis(latency), HOSTS_LIMIT)) {
            StandIn standIn = remote.standIn();
            ApiToken token = remote.token();
            Poller poller = new Poller(remote.client(), timer, Clock.systemUTC());
            List<StandInActivity> activities = activities(standIn, waiters, projects);
            long empty = heap();
            Map<StandInActivity, EndListener> ends = new LinkedHashMap<>();
            List<ActiveWait> waits = new ArrayList<>();
            for (StandInActivity activity : activities) {
                EndListener end = new EndListener(token);
                ends.put(activity, end);
                waits.add(poller.await(
                        WaitState.ofIds(activity.environment().project().id(), List.of(activity.id())), end));
            }
            for (EndListener end : ends.values()) {
                while (!end.hasLog()) {
                    Thread.sleep(10);
                }
            }
            standIn.requests().clear();
            double heap = (heap() - empty) / 1024.0 / waiters;
            standIn.requests().clear();
            Threads threads = new Threads();
            threads.watch(WATCHED);
            double requests = standIn.requests().all().size() * 60.0 / WATCHED.toSeconds() / waiters;
            Samples delays = new Samples();
            Map<StandInActivity, Long> began = new LinkedHashMap<>();
            Collections.shuffle(activities);
            for (StandInActivity activity : activities.subList(0, Math.min(500, waiters))) {
                began.put(activity, System.nanoTime());
                activity.complete(Result.SUCCESS);
                threads.watch(BETWEEN_ENDS);
            }
            for (StandInActivity activity : activities.subList(0, Math.min(500, waiters))) {
                EndListener end = ends.get(activity);
                while (end.ended() == 0) {
                    threads.watch(Duration.ofMillis(10));
                }
                delays.add((end.ended() - began.get(activity)) / 1e9);
            }
            waits.forEach(ActiveWait::stop);
            table.row(
                    waiters,
                    projects,
                    latency,
                    threads.most,
                    waiters == 1 ? "" : heap,
                    requests,
                    requests / OF_THE_CLI,
                    delays.median(),
                    delays.percentile(95));
        } finally {
            timer.shutdownNow();
            while (Threads.count() > 0) {
                Thread.sleep(100);
            }
        }
    }

    private static List<StandInActivity> activities(StandIn standIn, int count, int projects) {
        Account bot = standIn.world().account("deploy-bot");
        List<StandInEnvironment> environments = new ArrayList<>();
        for (int i = 0; i < projects; i++) {
            String project = "project" + i;
            bot.role(project, Role.ADMIN);
            environments.add(
                    standIn.world().addProject(project, project).addEnvironment("main", "production", "active"));
        }
        List<StandInActivity> activities = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            activities.add(standIn.world()
                    .begin("environment.push", environments.get(i % projects), bot)
                    .start()
                    .log("Building application 'app'\n"));
        }
        return activities;
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Counts the plugin's threads, and keeps the highest number. */
    private static final class Threads {
        private int most;

        void watch(Duration time) throws InterruptedException {
            long end = System.nanoTime() + time.toNanos();
            do {
                most = Math.max(most, count());
                Thread.sleep(10);
            } while (System.nanoTime() < end);
        }

        private static int count() {
            Thread[] all = new Thread[Thread.activeCount() + 100];
            int found = Thread.enumerate(all);
            return (int) Arrays.stream(all, 0, found)
                    .filter(thread -> thread.getName().startsWith("webpaas-"))
                    .count();
        }
    }
}
