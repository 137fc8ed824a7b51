package io.jenkins.plugins.webpaas.benchmark;

import io.jenkins.plugins.webpaas.session.Session;
import io.jenkins.plugins.webpaas.support.RemoteStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The round trips that a user waits for, over a network with TLS and HTTP/2. */
final class NetworkBenchmark implements Benchmarks.Benchmark {
    private static final Duration ROUND_TRIP = Duration.ofMillis(100);
    private static final Duration HOSTS_LIMIT = Duration.ofSeconds(60);
    private static final Duration SHORT_LIMIT = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(36);
    private static final int COUNT = 12;
    private static final int WARM_UP = 30;

    private final ExecutorService executor = Executors.newCachedThreadPool();

    /** A use of a controller. */
    private interface Use {
        void run(RemoteController controller) throws Exception;
    }

    /**
     * A thing that a user does.
     *
     * @param floor the fewest round trips over open connections, with an access token
     * @param firstFloor the fewest round trips without a connection and an access token
     */
    private record Case(String name, int floor, int firstFloor, Use use) {
        private Case(String name, int floor, Use use) {
            this(name, floor, 3 + floor, use);
        }
    }

    private static final Case SESSION = new Case("session", 1, NetworkBenchmark::openAndClose);

    private static final List<Case> CASES = List.of(
            SESSION,
            new Case("`webPaasBackup noWait: true`", 2, RemoteController::backup),
            new Case("`webPaasSourceOperation noWait: true`", 3, RemoteController::sourceOperation),
            new Case("`webPaasSsh 'true'`", 8, RemoteController::command),
            new Case("*Test token*", 3, 5, RemoteController::testToken),
            new Case("projects of a form", 2, RemoteController::suggestProjects),
            new Case("environments of a form", 1, RemoteController::suggestEnvironments),
            new Case("source operations of a form", 2, RemoteController::suggestSourceOperations));

    private static void openAndClose(RemoteController controller) throws Exception {
        Session session = controller.open();
        controller.close(session);
    }

    @Override
    public List<Table> run(Path directory) throws Exception {
        try (RemoteStandIn near = new RemoteStandIn(true, Duration.ZERO, HOSTS_LIMIT);
                RemoteStandIn keeping = new RemoteStandIn(true, ROUND_TRIP, HOSTS_LIMIT);
                RemoteStandIn closing = new RemoteStandIn(true, ROUND_TRIP, SHORT_LIMIT)) {
            warmUp(near, directory);
            Table table = new Table(
                    "round trips (median of " + COUNT + ")",
                    "first",
                    "floor",
                    "after 36 s, hosts keep connections",
                    "floor",
                    "hosts have closed them",
                    "floor",
                    "right after another",
                    "floor");
            for (Case what : CASES) {
                Samples cold = closed(what, closing, directory);
                List<RemoteController> controllers = new ArrayList<>();
                Samples first = new Samples();
                Samples further = new Samples();
                for (int i = 0; i < COUNT; i++) {
                    RemoteController controller = new RemoteController(keeping, executor, directory);
                    first.add(roundTrips(what, controller));
                    further.add(roundTrips(what, controller));
                    controllers.add(controller);
                }
                Thread.sleep(PAUSE.toMillis());
                Samples kept = new Samples();
                for (RemoteController controller : controllers) {
                    kept.add(roundTrips(what, controller));
                }
                table.row(
                        what.name,
                        first.median(),
                        what.firstFloor,
                        kept.median(),
                        what.floor,
                        cold.median(),
                        what.floor + 2,
                        further.median(),
                        what.floor);
            }
            return List.of(table);
        } finally {
            executor.shutdown();
        }
    }

    private void warmUp(RemoteStandIn near, Path directory) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            RemoteController controller = new RemoteController(near, executor, directory);
            for (Case what : CASES) {
                what.use.run(controller);
            }
        }
    }

    /** Measures with an access token, after the hosts have closed the connections. */
    private Samples closed(Case what, RemoteStandIn closing, Path directory) throws Exception {
        Samples samples = new Samples();
        RemoteController controller = new RemoteController(closing, executor, directory);
        what.use.run(controller);
        for (int i = 0; i < COUNT; i++) {
            while (closing.api().open() + closing.auth().open() > 0) {
                Thread.sleep(10);
            }
            Thread.sleep(ROUND_TRIP.toMillis());
            samples.add(roundTrips(what, controller));
        }
        return samples;
    }

    private static double roundTrips(Case what, RemoteController controller) throws Exception {
        if (what == SESSION) {
            long start = System.nanoTime();
            Session session = controller.open();
            double taken = System.nanoTime() - start;
            controller.close(session);
            return taken / ROUND_TRIP.toNanos();
        }
        long start = System.nanoTime();
        what.use.run(controller);
        return (double) (System.nanoTime() - start) / ROUND_TRIP.toNanos();
    }
}
