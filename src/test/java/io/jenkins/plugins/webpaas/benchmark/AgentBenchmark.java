package io.jenkins.plugins.webpaas.benchmark;

import io.jenkins.plugins.webpaas.benchmark.Load.Figures;
import io.jenkins.plugins.webpaas.benchmark.Load.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Our SSH agent and OpenSSH's, asked in turn by the same client for signatures of the same kind. */
final class AgentBenchmark implements Benchmarks.Benchmark {
    private static final String OPENSSH = "OpenSSH";
    private static final String PROCESS = "process";
    private static final String JDK = "JDK";
    private static final String BOUNCY_CASTLE = "Bouncy Castle";
    private static final List<Integer> CLIENTS = List.of(1, 2, 4, 8, 16, 32, 64, 128);
    private static final int ROUNDS = 5;

    /** The time of each measurement; the first rounds let the JVMs compile. */
    private static final Duration TIME = Duration.ofMillis(600);

    private static final int WARM_UP = 3;

    @Override
    public List<Table> run(Path directory) throws Exception {
        List<SigningServer> servers = new ArrayList<>();
        try {
            servers.add(SigningServer.ofOpenSsh(OPENSSH, directory.resolve("openssh")));
            servers.add(SigningServer.ofNode(PROCESS, directory.resolve("process")));
            servers.add(SigningServer.ofPlugin(JDK, directory.resolve("jdk"), false));
            servers.add(SigningServer.ofPlugin(BOUNCY_CASTLE, directory.resolve("bc"), true));
            Map<String, SigningClient> clients = new LinkedHashMap<>();
            for (SigningServer server : servers) {
                clients.put(server.name(), new SigningClient(server.socket()));
            }
            return List.of(connections(clients), kept(clients));
        } finally {
            for (SigningServer server : servers) {
                server.close();
            }
        }
    }

    /** A new connection for each signature. */
    private static Table connections(Map<String, SigningClient> clients) throws Exception {
        for (int round = 0; round < WARM_UP; round++) {
            for (SigningClient client : clients.values()) {
                Load.run(TIME, Collections.nCopies(16, newConnection(client)));
            }
        }
        Table table = new Table(
                "a new connection for each signature",
                "clients",
                "signatures/s",
                "× OpenSSH's",
                "p50 (ms)",
                "p99 (ms)",
                "× OpenSSH's");
        Chart throughput = new Chart("signatures a second", CLIENTS);
        Chart latency = new Chart("p99 latency in ms", CLIENTS);
        for (int count : CLIENTS) {
            Map<String, List<Figures>> figures = new LinkedHashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (String name : clients.keySet()) {
                    figures.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(Load.run(TIME, Collections.nCopies(count, newConnection(clients.get(name)))));
                }
            }
            figures.forEach((name, all) -> {
                Samples perSecond = new Samples();
                Samples median = new Samples();
                Samples p99 = new Samples();
                Samples faster = new Samples();
                Samples sooner = new Samples();
                for (int round = 0; round < ROUNDS; round++) {
                    Figures ours = all.get(round);
                    Figures theirs = figures.get(OPENSSH).get(round);
                    perSecond.add(ours.perSecond());
                    median.add(ours.median());
                    p99.add(ours.p99());
                    faster.add(ours.perSecond() / theirs.perSecond());
                    sooner.add(ours.p99() / theirs.p99());
                }
                throughput.add(name, perSecond.median());
                latency.add(name, p99.median());
                table.row(
                        name,
                        count,
                        perSecond.median(),
                        faster.median(),
                        median.median(),
                        p99.median(),
                        sooner.median());
            });
        }
        Chart.write(Path.of("docs/performance.svg"), "parallel clients", throughput, latency);
        return table;
    }

    private static Work newConnection(SigningClient client) {
        return () -> {
            try (SigningClient.Connection connection = client.connect()) {
                connection.sign();
            }
        };
    }

    /** One connection for each thread, against signing without any. */
    private static Table kept(Map<String, SigningClient> clients) throws Exception {
        Map<String, Provider> providers =
                Map.of(JDK, Security.getProvider("SunEC"), BOUNCY_CASTLE, new BouncyCastleProvider());
        Table table = new Table(
                "one kept connection for each thread",
                "threads",
                "signatures/s",
                "signed without an SSH agent/s",
                "ratio");
        for (String name : List.of(JDK, BOUNCY_CASTLE)) {
            for (int threads : List.of(1, 2, 16)) {
                List<SigningClient.Connection> connections = connections(clients.get(name), threads);
                KeyPair pair = KeyPairGenerator.getInstance("Ed25519", providers.get(name))
                        .generateKeyPair();
                List<Work> asking = connections.stream()
                        .map(connection -> (Work) connection::sign)
                        .toList();
                List<Work> signing = Collections.nCopies(threads, signing(pair, providers.get(name)));
                for (int round = 0; round < WARM_UP; round++) {
                    Load.run(TIME, asking);
                    Load.run(TIME, signing);
                }
                Samples ours = new Samples();
                Samples raw = new Samples();
                Samples ratio = new Samples();
                for (int round = 0; round < ROUNDS; round++) {
                    double asked = Load.run(TIME, asking).perSecond();
                    double signed = Load.run(TIME, signing).perSecond();
                    ours.add(asked);
                    raw.add(signed);
                    ratio.add(asked / signed);
                }
                table.row(name, threads, ours.median(), raw.median(), ratio.median());
                for (SigningClient.Connection connection : connections) {
                    connection.close();
                }
            }
        }
        return table;
    }

    private static List<SigningClient.Connection> connections(SigningClient client, int count) throws IOException {
        List<SigningClient.Connection> connections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            connections.add(client.connect());
        }
        return connections;
    }

    private static Work signing(KeyPair pair, Provider provider) {
        byte[] login = new byte[500];
        return () -> {
            Signature signature = Signature.getInstance("Ed25519", provider);
            signature.initSign(pair.getPrivate());
            signature.update(login);
            signature.sign();
        };
    }
}
