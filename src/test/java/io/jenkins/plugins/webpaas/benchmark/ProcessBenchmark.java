package io.jenkins.plugins.webpaas.benchmark;

import io.jenkins.plugins.webpaas.session.Session;
import io.jenkins.plugins.webpaas.ssh.process.NodeClasses;
import io.jenkins.plugins.webpaas.ssh.process.SshAgentProcess;
import io.jenkins.plugins.webpaas.support.RemoteStandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Measures how much later the first session of a node opens because the SSH agent's process starts. Each session is the first of its controller, over a network with TLS and HTTP/2. The
 * processes of this benchmark are those of all sessions of this user with these classes.
 */
final class ProcessBenchmark implements Benchmarks.Benchmark {
    private static final Duration HOSTS_LIMIT = Duration.ofSeconds(60);
    private static final int COUNT = 12;
    private static final int WARM_UP = 20;

    private final ExecutorService executor = Executors.newCachedThreadPool();

    @Override
    public List<Table> run(Path directory) throws Exception {
        Table table = new Table(
                "round trip (ms; median of " + COUNT + ")",
                "process not running (ms)",
                "process running (ms)",
                "difference (ms)");
        try {
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
            return List.of(table);
        } finally {
            executor.shutdown();
        }
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

    private static void endProcesses() throws IOException {
        String version = NodeClasses.here().version();
        List<ProcessHandle> processes = new ArrayList<>(ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(SshAgentProcess.class.getName()) && line.endsWith(version))
                        .isPresent())
                .toList());
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }
}
