package io.jenkins.plugins.webpaas.benchmark;

import io.jenkins.plugins.webpaas.session.Session;
import io.jenkins.plugins.webpaas.ssh.process.NodeClasses;
import io.jenkins.plugins.webpaas.ssh.process.SshAgentProcess;
import io.jenkins.plugins.webpaas.support.RemoteStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Measures how much later the first session of a node opens because the SSH agent's process starts, and the memory of the process. Each session is the first of its controller, over a
 * network with TLS and HTTP/2. The processes of this benchmark are those of all sessions of this user with these classes.
 */
final class ProcessBenchmark implements Benchmarks.Benchmark {
    private static final Duration HOSTS_LIMIT = Duration.ofSeconds(60);
    private static final int COUNT = 12;
    private static final int WARM_UP = 20;
    private static final List<Integer> SESSIONS = List.of(1, 20, 200);

    private final ExecutorService executor = Executors.newCachedThreadPool();

    @Override
    public List<Table> run(Path directory) throws Exception {
        try {
            return List.of(opening(directory), memory(directory));
        } finally {
            executor.shutdown();
        }
    }

    private Table opening(Path directory) throws Exception {
        Table table = new Table(
                "round trip (ms; median of " + COUNT + ")",
                "process not running (ms)",
                "process running (ms)",
                "difference (ms)");
        for (int roundTrip : List.of(0, 50, 200)) {
            try (RemoteStandIn remote = new RemoteStandIn(true, Duration.ofMillis(roundTrip), HOSTS_LIMIT)) {
                for (int i = 0; i < (roundTrip == 0 ? WARM_UP : 1); i++) {
                    time(remote, directory);
                }
                Samples cold = new Samples();
                Samples warm = new Samples();
                Samples difference = new Samples();
                for (int i = 0; i < COUNT; i++) {
                    endProcesses();
                    double first = time(remote, directory);
                    double second = time(remote, directory);
                    cold.add(first);
                    warm.add(second);
                    difference.add(first - second);
                }
                table.row("" + roundTrip, cold.median(), warm.median(), difference.median());
            }
        }
        return table;
    }

    /** Returns the time in milliseconds that a new controller takes to open its first session. */
    private double time(RemoteStandIn remote, Path directory) throws Exception {
        RemoteController controller = new RemoteController(remote, executor, directory);
        long start = System.nanoTime();
        Session session = controller.open();
        double time = (System.nanoTime() - start) / 1e6;
        controller.close(session);
        return time;
    }

    /** Measures the memory of a process whose sessions have logged in once each. Linux alone tells the memory. */
    private Table memory(Path directory) throws Exception {
        Table table = new Table(
                "sessions, each after one login", "resident memory (KiB)", "of which the process's own (KiB)");
        for (int count : SESSIONS) {
            endProcesses();
            try (RemoteStandIn remote = new RemoteStandIn(true, Duration.ZERO, HOSTS_LIMIT)) {
                RemoteController controller = new RemoteController(remote, executor, directory);
                List<Session> sessions = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    Session session = controller.open();
                    sessions.add(session);
                    RemoteController.commandIn(session);
                }
                Path sizes = Path.of("/proc", "" + processes().get(0).pid(), "smaps_rollup");
                table.row(
                        count,
                        kilobytes(sizes, "Rss:"),
                        kilobytes(sizes, "Private_Clean:") + kilobytes(sizes, "Private_Dirty:"));
                for (Session session : sessions) {
                    controller.close(session);
                }
            }
        }
        return table;
    }

    private static double kilobytes(Path sizes, String name) throws IOException {
        return Files.readAllLines(sizes).stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static void endProcesses() throws IOException {
        List<ProcessHandle> processes = processes();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }

    private static List<ProcessHandle> processes() throws IOException {
        String version = NodeClasses.here().version();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(SshAgentProcess.class.getName()) && line.endsWith(version))
                        .isPresent())
                .toList();
    }
}
