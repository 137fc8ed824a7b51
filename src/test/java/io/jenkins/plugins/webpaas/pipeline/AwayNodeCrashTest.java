package io.jenkins.plugins.webpaas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Slave;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.PipelineJobs.Gate;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.RequestGate;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.Patience;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Kills a controller (SIGKILL) while sessions open, are in use and close on a node. The node does not come back in time after the restart, so Jenkins
 * ends the blocks on the node: Jenkins stops the steps within the blocks first and resumes them then.
 */
class AwayNodeCrashTest {
    /** Jenkins ends the block, because it waits for the node. In tests, Jenkins waits for the node for 15 s only. */
    private static final String INSIDE = """
            try {
              node('a') {
                withWebPaas(credentialsId: 'deploy-bot', ssh: 'files') {
                  sh 'touch FILE.in'
                  sleep 1000
                }
              }
            } catch (e) {
              echo 'after the block'
            }
            while (!new File('BUILD_END').exists()) { sleep 3 }
            """;

    private static final String AROUND = """
            withWebPaas(credentialsId: 'deploy-bot', ssh: 'files') {
              node('a') {
                sh 'touch FILE.in'
                BLOCK_END
              }
              new File('FILE.out').createNewFile()
              while (!new File('BUILD_END').exists()) { sleep 3 }
            }
            """;

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().javaOptions("-Xmx700m");

    @RegisterExtension
    private final InboundAgentExtension nodes = new InboundAgentExtension();

    private final InboundAgentExtension.Options node =
            InboundAgentExtension.Options.newBuilder().name("a").webSocket().build();
    private final RequestGate hold = new RequestGate();
    private StandIn standIn;

    @TempDir
    private Path files;

    @BeforeEach
    void start() throws Throwable {
        standIn = StandIn.start();
        controller.startJenkins();
        nodes.createAgent(controller, node);
        controller.runRemotely(
                AwayNodeCrashTest::configure,
                standIn.apiUrl(),
                standIn.sshDomain(),
                String.join("\n", standIn.sshOptions()));
    }

    @AfterEach
    void stop() {
        hold.release();
        standIn.close();
    }

    @Test
    void sessionsOfBlocksThatHaveEndedAreDeletedWhenTheNodeIsBackWhileTheirBuildsGoOn() throws Throwable {
        Path workspaces = Path.of(controller.runRemotely(AwayNodeCrashTest::workspaces));
        begin("inside", INSIDE);
        begin("left", AROUND);
        awaitFile("inside.in");
        awaitFile("left.in");
        standIn.faults().add(Endpoint.CERTIFICATE, Fault.held(hold));
        begin("opening", INSIDE);
        hold.await();
        await().until(() -> sessions(workspaces).size() == 3);
        InboundNodeProcess.signal("STOP"); // so that the session of the third build does not close
        Files.createFile(files.resolve("left.end"));
        awaitFile("left.out");
        Path state = controller.getHome().toPath().resolve("jobs/left/builds/1/program.dat");
        await().until(() -> modified(state).compareTo(modified(files.resolve("left.out"))) > 0);

        controller.stopJenkinsForcibly();
        nodes.stop("a");
        standIn.faults().clear();
        hold.release();
        controller.startJenkins();
        for (String job : List.of("inside", "opening")) {
            controller.runRemotely(AwayNodeCrashTest::awaitEndOfBlock, job);
        }
        assertThat(sessions(workspaces)).hasSize(3);
        nodes.start(controller, node);

        await().untilAsserted(() -> assertThat(sessions(workspaces)).isEmpty());
        Files.createFile(files.resolve("build.end"));
        for (String job : List.of("inside", "opening", "left")) {
            controller.runRemotely(AwayNodeCrashTest::assertSuccess, job);
        }
    }

    private void begin(String job, String script) throws Throwable {
        controller.runRemotely(AwayNodeCrashTest::schedule, job, script, files.toString());
    }

    private static FileTime modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }

    private void awaitFile(String name) {
        await().until(() -> Files.exists(files.resolve(name)));
    }

    private static List<Path> sessions(Path workspaces) throws IOException {
        try (Stream<Path> directories = Files.walk(workspaces, 2)) {
            return directories
                    .filter(directory -> directory.getFileName().toString().startsWith("webpaas-"))
                    .toList();
        }
    }

    /** Runs in the JVM of the controller, like the methods below. */
    private static void configure(JenkinsRule jenkins, URI api, String sshDomain, String sshOptions)
            throws IOException {
        StandInJenkins.configure(api, sshDomain, sshOptions);
        ((Slave) jenkins.jenkins.getNode("a")).setNumExecutors(3);
        jenkins.jenkins.setNodes(jenkins.jenkins.getNodes()); // makes the executors
    }

    private static String workspaces(JenkinsRule jenkins) {
        return ((Slave) jenkins.jenkins.getNode("a")).getRemoteFS() + "/workspace";
    }

    private static void schedule(JenkinsRule jenkins, String name, String script, String files) throws Exception {
        Path directory = Path.of(files);
        WorkflowJob job = PipelineJobs.gatedJob(
                jenkins,
                script.replace("FILE", directory.resolve(name).toString())
                        .replace("BLOCK_END", new Gate(directory.resolve(name + ".end")).toString())
                        .replace("BUILD_END", directory.resolve("build.end").toString()));
        job.renameTo(name);
        job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun build(JenkinsRule jenkins, String name) {
        return jenkins.jenkins.getItemByFullName(name, WorkflowJob.class).getLastBuild();
    }

    private static void awaitEndOfBlock(JenkinsRule jenkins, String name) {
        await().atMost(Patience.SECONDS, TimeUnit.SECONDS)
                .untilAsserted(() ->
                        assertThat(JenkinsRule.getLog(build(jenkins, name))).contains("\nafter the block\n"));
    }

    private static void assertSuccess(JenkinsRule jenkins, String name) throws Exception {
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build(jenkins, name)));
    }
}
