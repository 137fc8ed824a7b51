package io.jenkins.plugins.webpaas.benchmark;

import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.HttpSettings;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.session.HostKeys;
import io.jenkins.plugins.webpaas.session.Session;
import io.jenkins.plugins.webpaas.session.Sessions;
import io.jenkins.plugins.webpaas.session.SshMode;
import io.jenkins.plugins.webpaas.session.Target;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.LocalNode;
import io.jenkins.plugins.webpaas.support.MemoryHostKeyStore;
import io.jenkins.plugins.webpaas.support.RemoteStandIn;
import io.jenkins.plugins.webpaas.support.StandInService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The work of sessions without a network's delay, with the stand-in for a service and this JVM for a node. */
final class SessionBenchmark implements Benchmarks.Benchmark {
    private static final Target NOTHING = new Target(null, null);
    private static final Duration ROUND_TRIP = Duration.ofMillis(50);
    private static final int SESSIONS = 40;
    private static final int WARM_UP = 60;
    private static final int CONCURRENT = 200;

    private final ExecutorService executor = Executors.newCachedThreadPool();

    @Override
    public List<Table> run(Path directory) throws Exception {
        try (StandIn standIn = StandIn.start()) {
            Service service = StandInService.of(standIn);
            LocalNode node = new LocalNode(directory.resolve("workspace@tmp"));
            Opened opened = new Opened(service, new ApiToken(service, StandIn.API_TOKEN), node);
            return List.of(opened.ofOpenSsh(directory), concurrent(directory));
        } finally {
            executor.shutdown();
        }
    }

    private final class Opened {
        private final Service service;
        private final ApiToken token;
        private final LocalNode node;

        private Opened(Service service, ApiToken token, LocalNode node) {
            this.service = service;
            this.token = token;
            this.node = node;
        }

        /** Returns the sessions of a controller that has just started, without an access token and without a connection to the service. */
        private Sessions sessions() {
            WebPaasClient client = new WebPaasClient(new HttpSettings("Jenkins-WebPaaS/benchmark", builder -> builder));
            return new Sessions(client, new HostKeys(new MemoryHostKeyStore()), executor, Clock.systemUTC());
        }

        private Session open(Sessions sessions) throws Exception {
            return sessions.open(token, SshMode.AGENT, NOTHING, node);
        }

        private void close(Sessions sessions, Session session) throws Exception {
            sessions.close(session, service, node);
        }

        /** A session with a key alone, for a credential in use, opened and closed; beside what a build does without us. */
        private Table ofOpenSsh(Path directory) throws Exception {
            for (int i = 0; i < WARM_UP; i++) {
                Sessions sessions = sessions();
                close(sessions, open(sessions));
            }
            Path key = directory.resolve("key");
            Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                    .output();
            Sessions sessions = sessions();
            close(sessions, open(sessions));
            Samples ours = new Samples();
            Samples theirs = new Samples();
            Samples ratio = new Samples();
            for (int i = 0; i < SESSIONS; i++) {
                long start = System.nanoTime();
                close(sessions, open(sessions));
                long middle = System.nanoTime();
                spawnOpenSsh(directory.resolve("socket" + i), key);
                long end = System.nanoTime();
                ours.add((middle - start) / 1e6);
                theirs.add((end - middle) / 1e6);
                ratio.add((double) (middle - start) / (end - middle));
            }
            return new Table(
                            "opened and closed, without latency",
                            "session (ms)",
                            "ssh-agent, ssh-add, and its end (ms)",
                            "ratio")
                    .row("median of " + SESSIONS, ours.median(), theirs.median(), ratio.median());
        }

        private void spawnOpenSsh(Path socket, Path key) throws Exception {
            Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            while (!Files.exists(socket)) {
                Thread.onSpinWait();
            }
            ProcessBuilder adding = new ProcessBuilder("ssh-add", "-q", key.toString());
            adding.environment().put("SSH_AUTH_SOCK", socket.toString());
            adding.start().waitFor();
            agent.destroy();
            agent.waitFor();
        }
    }

    /** Opens many sessions of one credential at the same time, on a controller that has just started. */
    private Table concurrent(Path directory) throws Exception {
        try (RemoteStandIn remote = new RemoteStandIn(true, ROUND_TRIP, Duration.ofSeconds(60))) {
            RemoteController controller = new RemoteController(remote, executor, directory);
            List<Future<Session>> opening = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < CONCURRENT; i++) {
                opening.add(executor.submit(controller::open));
            }
            List<Session> opened = new ArrayList<>();
            for (Future<Session> session : opening) {
                opened.add(session.get());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            for (Session session : opened) {
                controller.close(session);
            }
            return new Table(
                            "one credential, at the same time, round trip " + ROUND_TRIP.toMillis() + " ms",
                            "sessions",
                            "token requests",
                            "connections",
                            "all open after (s)")
                    .row(
                            "",
                            CONCURRENT,
                            remote.standIn().requests().count(Endpoint.TOKEN),
                            remote.api().connections() + remote.auth().connections(),
                            seconds);
        }
    }
}
