package io.jenkins.plugins.webpaas.node;

import io.jenkins.plugins.webpaas.benchmark.Page;
import io.jenkins.plugins.webpaas.benchmark.Table;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.node.ManyBlocks.Measurement;
import io.jenkins.plugins.webpaas.standin.Account;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.Role;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInProject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Measures many blocks that are open at once, on nodes that are processes of {@code agent.jar}. Each block has an environment of its own. All push and wait. The stand-in runs in
 * this JVM, and the controller in another. Blocks of {@code withEnv} show what Jenkins takes without the plugin.
 */
class ManyBlocksBenchmark {
    private static final List<Integer> COUNTS = List.of(50, 150, 500);
    private static final int WARM_UP = 20;

    private static final int NODES = 20;

    private static final String BLOCK = "withWebPaas(credentialsId: 'deploy-bot', project: '%s', environment: '%s')";

    private static final String WITHOUT_PLUGIN = "withEnv(['PROJECT=%s', 'ENVIRONMENT=%s'])";

    /** The number of blocks that a node can have, with one that is opened in addition. */
    private static final int EXECUTORS = 26;

    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final int WATCHED_SECONDS = 20;

    @RegisterExtension
    private final RealJenkinsExtension controller =
            new RealJenkinsExtension().javaOptions("-Xmx2g").withTimeout(0);

    @RegisterExtension
    private final InboundAgentExtension nodes = new InboundAgentExtension();

    @TempDir
    private Path directory;

    private StandIn standIn;
    private final List<StandInProject> projects = new ArrayList<>();
    private int environments;

    @BeforeEach
    void start() throws Throwable {
        standIn = StandIn.start();
        for (Endpoint endpoint : Endpoint.values()) {
            standIn.faults().add(endpoint, Fault.latency(LATENCY));
        }
        Account bot = standIn.world().account("deploy-bot");
        for (int i = 0; i < NODES; i++) {
            String id = "project" + i;
            bot.role(id, Role.ADMIN);
            projects.add(standIn.world().addProject(id, id));
        }
        controller.startJenkins();
        controller.runRemotely(
                ManyBlocksBenchmark::configure,
                standIn.apiUrl(),
                standIn.sshDomain(),
                String.join("\n", standIn.sshOptions()));
        for (int i = 0; i < NODES; i++) {
            String name = "node" + i;
            // Each node has an SSH agent's process of its own, as on a machine of its own.
            Path temporary = Files.createDirectory(directory.resolve(name));
            nodes.createAgent(
                    controller,
                    InboundAgentExtension.Options.newBuilder()
                            .name(name)
                            .javaOptions("-Xmx96m", "-Djava.io.tmpdir=" + temporary)
                            .build());
        }
        controller.runRemotely(ManyBlocks::executors, EXECUTORS);
    }

    private static void configure(JenkinsRule jenkins, URI api, String sshDomain, String sshOptions)
            throws IOException {
        StandInJenkins.configure(api, sshDomain, sshOptions);
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void blocksThatAreOpenAtOnce() throws Throwable {
        Table opening = new Table(
                "blocks",
                "all open after (s)",
                "for each (ms)",
                "controller's processor time for each (ms)",
                "one more opens in (ms)",
                "most threads meanwhile",
                "of the plugin",
                "threads when all are open",
                "of the plugin",
                "heap for each (KB)",
                "API requests for each");
        Table pushing = new Table(
                "blocks",
                "all pushes take (s)",
                "controller's processor time for each (ms)",
                "most threads meanwhile",
                "of the plugin",
                "API requests for each");
        Table waiting = new Table(
                "blocks",
                "threads",
                "of the plugin",
                "heap for each (KB)",
                "controller's processor time a minute for each (ms)",
                "API requests a minute for each",
                "all builds have ended after (s)");
        open(new Table(""), WITHOUT_PLUGIN, WARM_UP);
        endBlocks(WARM_UP);
        open(new Table(""), BLOCK, WARM_UP);
        push(new Table(""), new Table(""), WARM_UP);
        for (int count : COUNTS) {
            open(opening, WITHOUT_PLUGIN, count);
            endBlocks(count);
            open(opening, BLOCK, count);
            push(pushing, waiting, count);
            Page.PERFORMANCE.put("blocks", List.of(opening, pushing, waiting));
        }
    }

    private void endBlocks(int count) throws Throwable {
        controller.runRemotely(ManyBlocks::proceed, 0, count);
        controller.runRemotely(ManyBlocks::end);
    }

    private void open(Table table, String block, int count) throws Throwable {
        ArrayList<String> scripts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StandInProject project = projects.get(i % NODES);
            project.addEnvironment("env" + ++environments, "development", "active");
            scripts.add(script(block, i, project, "env" + environments));
        }
        controller.runRemotely(ManyBlocks::create, scripts);
        standIn.requests().clear();

        Measurement opened = controller.runRemotely(ManyBlocks::open);

        int requests = standIn.requests().all().size();
        String oneMore = "node('node0') { " + block.formatted(projects.get(0).id(), "env1") + " {} }";
        table.row(
                count + (block.equals(BLOCK) ? "" : ", `withEnv`"),
                opened.seconds(),
                opened.seconds() * 1000 / count,
                opened.cpuSeconds() * 1000 / count,
                controller.runRemotely(ManyBlocks::openOneMore, oneMore),
                opened.most().all(),
                opened.most().plugin(),
                opened.threads().all(),
                opened.threads().plugin(),
                opened.heap() / 1024.0 / count,
                (double) requests / count);
    }

    /** Returns a script with a block that waits for an input, pushes, and waits. */
    private static String script(String block, int i, StandInProject project, String environment) {
        String push = """
                sh '''
                  rm -rf shop && git clone -q %s shop && cd shop
                  git -c user.name=a -c user.email=a@example.com commit -q --allow-empty -m "$BUILD_TAG"
                '''
                dir('shop') { webPaasPush noWait: true }
                """.formatted(project.repositoryDirectory());
        return """
                node('node%d') {
                  %s {
                    input 'Go on?'
                    %s
                    %s
                  }
                }
                """.formatted(
                        i % NODES,
                        block.formatted(project.id(), environment),
                        block.equals(BLOCK) ? push : "",
                        block.equals(BLOCK) ? "webPaasWait()" : "");
    }

    /** Lets all blocks push and wait. */
    private void push(Table pushing, Table waiting, int count) throws Throwable {
        standIn.requests().clear();
        Measurement pushed = controller.runRemotely(ManyBlocks::awaitWaits, 0, count);
        pushing.row(
                count,
                pushed.seconds(),
                pushed.cpuSeconds() * 1000 / count,
                pushed.most().all(),
                pushed.most().plugin(),
                (double) standIn.requests().all().size() / count);
        standIn.requests().clear();
        Measurement watched = controller.runRemotely(ManyBlocks::watch, WATCHED_SECONDS);
        double requests = standIn.requests().all().size();
        for (StandInProject project : projects) {
            for (StandInActivity activity : project.activities()) {
                if (!activity.isFinal()) {
                    activity.start().log("Deployed\n").complete(Result.SUCCESS);
                }
            }
        }
        double perMinute = 60.0 / WATCHED_SECONDS / count;
        waiting.row(
                count,
                watched.most().all(),
                watched.most().plugin(),
                watched.heap() / 1024.0 / count,
                watched.cpuSeconds() * 1000 * perMinute,
                requests * perMinute,
                controller.runRemotely(ManyBlocks::end));
    }
}
