package io.jenkins.plugins.webpaas.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Measures what needs no Jenkins, prints it, and writes it into {@code docs/performance.md} with its plot. Takes some minutes, in which
 * the machine should have nothing else to do.
 */
public final class Benchmarks {
    private static final Logger STAND_IN = Logger.getLogger("org.apache.sshd");

    private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

    static {
        ALL.put("agent", new AgentBenchmark());
        ALL.put("session", new SessionBenchmark());
        ALL.put("process", new ProcessBenchmark());
        ALL.put("vendor", new VendorBenchmark());
        ALL.put("network", new NetworkBenchmark());
        ALL.put("waiting", new WaitingBenchmark());
    }

    private Benchmarks() {}

    /** One part of the page. */
    interface Benchmark {
        /**
         * Measures.
         *
         * @param directory for whatever it needs; it goes afterwards
         */
        List<Table> run(Path directory) throws Exception;
    }

    /** @param arguments which ones to run; all without them */
    public static void main(String[] arguments) throws Exception {
        STAND_IN.setLevel(Level.WARNING);
        for (String name : arguments.length == 0 ? ALL.keySet() : List.of(arguments)) {
            Path directory = Files.createTempDirectory("benchmark");
            try {
                Page.PERFORMANCE.put(name, ALL.get(name).run(directory));
            } finally {
                Files.walk(directory).sorted(Comparator.reverseOrder()).forEach(path -> path.toFile()
                        .delete());
            }
        }
    }
}
