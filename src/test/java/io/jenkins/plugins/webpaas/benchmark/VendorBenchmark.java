package io.jenkins.plugins.webpaas.benchmark;

import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInProject;
import io.jenkins.plugins.webpaas.support.RemoteStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The plugin beside the vendor's CLI, with the same tasks, in turn, over the same network. */
final class VendorBenchmark implements Benchmarks.Benchmark {
    private static final List<Integer> LATENCIES = List.of(0, 50, 200);
    private static final Duration HOSTS_LIMIT = Duration.ofSeconds(60);
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 20;

    /** The time after which both wait for an activity, and the step by which rounds differ, since both ask at intervals. */
    private static final Duration BEFORE_END = Duration.ofSeconds(5);

    private static final Duration STEP = Duration.ofMillis(430);

    private final ExecutorService executor = Executors.newCachedThreadPool();

    /** A task that takes some time. */
    private interface Task {
        void run() throws Exception;
    }

    @Override
    public List<Table> run(Path directory) throws Exception {
        Table table = new Table(
                "median of " + ROUNDS,
                "round trip (ms)",
                "plugin (ms)",
                "vendor's CLI (ms)",
                "plugin's part of the CLI's time");
        try {
            for (int latency : LATENCIES) {
                Path place = Files.createDirectory(directory.resolve("at" + latency));
                try (RemoteStandIn remote = new RemoteStandIn(true, Duration.ofMillis(latency), HOSTS_LIMIT)) {
                    Comparison comparison = new Comparison(remote, place, latency);
                    comparison.addTo(table);
                    comparison.controller.close();
                }
            }
            return List.of(table);
        } finally {
            executor.shutdown();
        }
    }

    private final class Comparison {
        private final StandInProject project;
        private final RemoteController controller;
        private final RemoteCli cli;
        private final int latency;
        private int ends;

        private Comparison(RemoteStandIn remote, Path directory, int latency) throws Exception {
            project = remote.standIn().world().project(StandIn.PROJECT);
            controller = new RemoteController(remote, executor, directory);
            cli = new RemoteCli(remote, directory);
            this.latency = latency;
        }

        private void addTo(Table table) throws Exception {
            cli.begin();
            for (int i = 0; i < WARM_UP; i++) {
                controller.sessionWithCommand();
                controller.backup();
                controller.sourceOperation();
            }
            Path work = cli.workTree(project.repositoryDirectory());
            row(
                    table,
                    "session and `ssh … true`",
                    () -> millis(controller::sessionWithCommand),
                    () -> millis(cli::sessionWithCommand));
            row(
                    table,
                    "`ssh … true`, logged in already",
                    () -> millis(controller::commandOfNode),
                    () -> millis(cli::command));
            row(table, "backup, without waiting", () -> millis(controller::backup), () -> millis(cli::backup));
            row(
                    table,
                    "source operation, without waiting",
                    () -> millis(controller::sourceOperation),
                    () -> millis(cli::sourceOperation));
            row(
                    table,
                    "push, without waiting",
                    () -> {
                        cli.commit(work);
                        return millis(() -> controller.push(work));
                    },
                    () -> {
                        cli.commit(work);
                        return millis(() -> cli.push(work));
                    });
            row(table, "end of a backup until its waiter returns", this::noticedByUs, this::noticedByCli);
        }

        private void row(Table table, String name, Callable<Double> ours, Callable<Double> theirs) throws Exception {
            Samples our = new Samples();
            Samples their = new Samples();
            Samples ratio = new Samples();
            for (int i = 0; i < ROUNDS; i++) {
                double one = ours.call();
                double other = theirs.call();
                our.add(one);
                their.add(other);
                ratio.add(one / other);
                project.activities().forEach(project::forget);
            }
            table.row(name, latency, our.median(), their.median(), ratio.median());
        }

        private static double millis(Task task) throws Exception {
            long start = System.nanoTime();
            task.run();
            return (System.nanoTime() - start) / 1e6;
        }

        private double noticedByUs() throws Exception {
            EndListener end = new EndListener(controller.token());
            controller.await(controller.backup(), end);
            long completed = complete();
            while (end.ended() == 0) {
                Thread.sleep(1);
            }
            return (end.ended() - completed) / 1e6;
        }

        private double noticedByCli() throws Exception {
            Future<Long> end = executor.submit(() -> {
                cli.backupAndWait();
                return System.nanoTime();
            });
            long completed = complete();
            return (end.get() - completed) / 1e6;
        }

        /** Runs the backup to its end, and returns the time of the end. */
        private long complete() throws Exception {
            while (project.activities().stream().allMatch(StandInActivity::isFinal)) {
                Thread.sleep(10);
            }
            StandInActivity backup = project.activities().stream()
                    .filter(activity -> !activity.isFinal())
                    .findFirst()
                    .orElseThrow()
                    .start();
            Thread.sleep(BEFORE_END.plus(STEP.multipliedBy(ends++ / 2)).toMillis());
            long now = System.nanoTime();
            backup.complete(Result.SUCCESS);
            return now;
        }
    }
}
