package io.jenkins.plugins.webpaas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.PipelineJobs.Gate;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.RequestGate;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Tests sessions in files whose node is away when they should be deleted. */
class UnclosedSessionsTest {
    /** A time that is longer than it takes to notice a killed build. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Pattern DIRECTORY = Pattern.compile("session in (/\\S+/webpaas-\\S+)/ssh_config");

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @RegisterExtension
    private final InboundAgentExtension nodes = new InboundAgentExtension();

    @TempDir
    private Path home;

    private StandIn standIn;
    private Gate gate;
    private Path directory;

    @BeforeEach
    void start() {
        standIn = StandIn.start();
        gate = new Gate(home.resolve("go"));
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void areDeletedWhenItIsBackEvenAfterARestart() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = begin(jenkins);
            nodes.stop(jenkins, "a");
            gate.open();

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("The node 'a' is not connected. It is closed when the node is back.", build);
        });
        assertThat(directory).isNotEmptyDirectory();
        sessions.then(jenkins -> {
            nodes.start(jenkins, "a");

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(directory).doesNotExist());
        });
    }

    @Test
    void areDeletedWhenItIsBackIfTheBuildWasKilledMeanwhile() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = begin(jenkins);
            nodes.stop(jenkins, "a");
            build.doKill();
            jenkins.waitForCompletion(build);
            Path file = files(jenkins).keySet().iterator().next();
            await().atMost(PATIENCE).until(() -> !Files.readString(file).contains("<build>"));

            nodes.start(jenkins, "a");

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(directory).doesNotExist());
        });
    }

    @Test
    void areDeletedWhenItIsBackIfItWasLostWhileTheBlockOpened() throws Throwable {
        sessions.then(jenkins -> {
            StandInJenkins.configure(standIn);
            nodes.createAgent(jenkins, "a");
            RequestGate hold = new RequestGate();
            standIn.faults().add(Endpoint.CERTIFICATE, Fault.held(hold));
            WorkflowRun build = PipelineJobs.job(
                            jenkins, "node('a') { withWebPaas(credentialsId: 'deploy-bot', ssh: 'files') {} }")
                    .scheduleBuild2(0)
                    .waitForStart();
            hold.await();
            Path workspaces = Path.of(jenkins.jenkins.getNode("a").getRootPath().getRemote())
                    .resolve("workspace");
            await().until(() -> count(workspaces) == 1);
            nodes.stop(jenkins, "a");
            hold.release();
            jenkins.waitForCompletion(build);
            assertThat(count(workspaces)).isOne();

            nodes.start(jenkins, "a");

            await().atMost(PATIENCE).until(() -> count(workspaces) == 0);
        });
    }

    /** The work for a session must not grow with the number of sessions. */
    @Test
    void leaveTheFilesOfOtherSessionsAlone() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = begin(jenkins);
            Map<Path, FileTime> before = files(jenkins);
            assertThat(before).hasSize(1);

            jenkins.buildAndAssertSuccess(PipelineJobs.job(
                    jenkins, "node('built-in') { withWebPaas(credentialsId: 'deploy-bot', ssh: 'files') {} }"));

            assertThat(files(jenkins)).isEqualTo(before);
            gate.open();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            assertThat(files(jenkins)).isEmpty();
        });
    }

    /** Returns the controller's files of sessions with the times of their last change. */
    private static Map<Path, FileTime> files(JenkinsRule jenkins) throws Exception {
        Map<Path, FileTime> times = new HashMap<>();
        Path directory = jenkins.jenkins.getRootDir().toPath().resolve("webpaas-sessions");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                times.put(file, Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    private static long count(Path workspaces) throws Exception {
        try (Stream<Path> files = Files.walk(workspaces, 2)) {
            return files.filter(file -> file.getFileName().toString().startsWith("webpaas-"))
                    .count();
        }
    }

    private WorkflowRun begin(JenkinsRule jenkins) throws Exception {
        StandInJenkins.configure(standIn);
        nodes.createAgent(jenkins, "a");
        WorkflowRun build = PipelineJobs.gatedJob(jenkins, """
                node('a') {
                  withWebPaas(credentialsId: 'deploy-bot', ssh: 'files') {
                    sh 'set +x; echo "session in $WEBPAAS_SSH_CONFIG"'
                    %s
                  }
                }
                """.formatted(gate))
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("session in /", build);
        await().until(() -> find(build).find());
        Matcher matcher = find(build);
        assertThat(matcher.find()).isTrue();
        directory = Path.of(matcher.group(1));
        assertThat(directory).isNotEmptyDirectory();
        return build;
    }

    private static Matcher find(WorkflowRun build) throws Exception {
        return DIRECTORY.matcher(build.getLog());
    }
}
