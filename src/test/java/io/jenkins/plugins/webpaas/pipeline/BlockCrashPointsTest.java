package io.jenkins.plugins.webpaas.pipeline;

import static io.jenkins.plugins.webpaas.pipeline.CrashedBlock.Point.CLOSING;
import static io.jenkins.plugins.webpaas.pipeline.CrashedBlock.Point.INSIDE;
import static io.jenkins.plugins.webpaas.pipeline.CrashedBlock.Point.OPENING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Job;
import hudson.model.Run;
import hudson.model.Slave;
import io.jenkins.plugins.webpaas.job.BuildSession;
import io.jenkins.plugins.webpaas.job.SecretHunt;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.pipeline.CrashedBlock.Kind;
import io.jenkins.plugins.webpaas.pipeline.CrashedBlock.Point;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.RequestGate;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.Role;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInProject;
import io.jenkins.plugins.webpaas.support.Patience;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Kills a controller (SIGKILL) while sessions open, are in use and close on a node, and starts it again. The node is {@code java -jar agent.jar},
 * which reconnects by itself. The table is the second one in docs/testing.md, Crash points.
 */
class BlockCrashPointsTest {
    @RegisterExtension
    private final RealJenkinsExtension controller =
            new RealJenkinsExtension().javaOptions("-Xmx700m", StandInJenkins.PATIENT_WITH_NODES);

    @RegisterExtension
    private final InboundAgentExtension nodes = new InboundAgentExtension();

    private final RequestGate hold = new RequestGate();
    private final List<CrashedBlock> blocks = new ArrayList<>();
    private StandIn standIn;

    @TempDir
    private Path files;

    /** The directory of the node's temporary files, including those of the SSH agent's process. */
    @TempDir
    private Path temporary;

    @BeforeEach
    void start() throws Throwable {
        standIn = StandIn.start();
        controller.startJenkins();
        nodes.createAgent(
                controller,
                InboundAgentExtension.Options.newBuilder()
                        .name("a")
                        .webSocket()
                        .javaOptions("-Djava.io.tmpdir=" + temporary)
                        .build());
        controller.runRemotely(
                BlockCrashPointsTest::configure,
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
    void eachBuildEndsAsTheTableSaysAndNoSessionIsLeft() throws Throwable {
        List<CrashedBlock> inside =
                begin(INSIDE, Kind.IN_NODE, Kind.AROUND_NODE, Kind.FAST, Kind.FREESTYLE, Kind.FREESTYLE_BUILT_IN);
        List<CrashedBlock> closing = begin(CLOSING, Kind.IN_NODE, Kind.AROUND_NODE, Kind.FAST, Kind.FREESTYLE);
        for (CrashedBlock block : blocks) {
            await().untilAsserted(() -> assertThat(file(block, "in")).exists());
        }
        for (CrashedBlock block : closing) {
            Files.createFile(file(block, "go"));
            await().until(() -> !project(block).activities().isEmpty());
        }
        reachOpening();
        InboundNodeProcess.signal("STOP");
        closing.forEach(this::completeBackup);
        controller.runRemotely(BlockCrashPointsTest::awaitClosing, closing.size());

        controller.stopJenkinsForcibly();
        new SecretHunt(standIn).in(controller.getHome().toPath());
        standIn.faults().clear();
        hold.release();
        controller.startJenkins();

        for (CrashedBlock block : blocks) {
            if (block.kind().survives()) {
                controller.runRemotely(
                        BlockCrashPointsTest::awaitLog,
                        block.name(),
                        block.point() == CLOSING ? "Resuming build" : "Waiting for reconnection of a");
            }
        }
        controller.runRemotely(BlockCrashPointsTest::assertNoThreadWaitsForNode);
        InboundNodeProcess.signal("CONT");
        for (CrashedBlock block : inside) {
            Files.createFile(file(block, "go"));
        }
        SoftAssertions rows = new SoftAssertions();
        for (CrashedBlock block : blocks) {
            String result = controller.runRemotely(BlockCrashPointsTest::result, block.name());
            rows.assertThat(result).as(block.name()).isEqualTo(expected(block));
            if (block.kind().survives()) {
                rows.assertThat(file(block, "after")).exists();
            }
        }
        rows.assertAll();
        controller.runRemotely(BlockCrashPointsTest::assertNothingLeft);
        await().untilAsserted(() -> assertThat(temporary).isDirectoryNotContaining("glob:**/webpaas-*"));
    }

    private static String expected(CrashedBlock block) {
        return switch (block.kind()) {
            case IN_NODE, AROUND_NODE -> "SUCCESS";
            case FAST -> "FAILURE";
            case FREESTYLE, FREESTYLE_BUILT_IN -> block.point() == CLOSING ? "ABORTED" : "gone";
        };
    }

    private List<CrashedBlock> begin(Point point, Kind... kinds) throws Throwable {
        List<CrashedBlock> started = new ArrayList<>();
        for (Kind kind : kinds) {
            CrashedBlock block = new CrashedBlock(
                    kind, point, files.resolve(kind + "-" + point).toString());
            standIn.world().addProject(block.name(), "Shop").addEnvironment("main", "production", "active");
            standIn.world().account("deploy-bot").role(block.name(), Role.ADMIN);
            controller.runRemotely(BlockCrashPointsTest::schedule, block);
            started.add(block);
        }
        blocks.addAll(started);
        return started;
    }

    private void reachOpening() throws Throwable {
        int certificates = standIn.requests().count(Endpoint.CERTIFICATE);
        standIn.faults().add(Endpoint.CERTIFICATE, Fault.held(hold));
        List<CrashedBlock> opening = begin(OPENING, Kind.values());
        for (CrashedBlock block : opening) {
            Files.createFile(file(block, "go"));
        }
        await().until(() -> standIn.requests().count(Endpoint.CERTIFICATE) >= certificates + opening.size());
    }

    private Path file(CrashedBlock block, String suffix) {
        return Path.of(block.files() + '.' + suffix);
    }

    private StandInProject project(CrashedBlock block) {
        return standIn.world().project(block.name());
    }

    private void completeBackup(CrashedBlock block) {
        for (StandInActivity activity : project(block).activities()) {
            activity.complete(Result.SUCCESS);
        }
    }

    /** Runs in the JVM of the controller, like the methods below. */
    private static void configure(JenkinsRule jenkins, URI api, String sshDomain, String sshOptions)
            throws IOException {
        StandInJenkins.configure(api, sshDomain, sshOptions);
        Slave node = (Slave) jenkins.jenkins.getNode("a");
        node.setNumExecutors(20);
        jenkins.jenkins.setNodes(jenkins.jenkins.getNodes()); // makes the executors
        jenkins.jenkins.setNumExecutors(5);
    }

    private static void schedule(JenkinsRule jenkins, CrashedBlock block) throws Exception {
        block.begin(jenkins);
    }

    private static void awaitClosing(JenkinsRule jenkins, int sessions) {
        await().atMost(Patience.SECONDS, TimeUnit.SECONDS)
                .until(() -> Thread.getAllStackTraces().values().stream()
                                .filter(BlockCrashPointsTest::isClosing)
                                .count()
                        == sessions);
    }

    private static boolean isClosing(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .anyMatch(frame -> frame.getClassName().equals(BuildSession.class.getName())
                        && frame.getMethodName().equals("close"));
    }

    private static void awaitLog(JenkinsRule jenkins, String name, String text) {
        Run<?, ?> build = jenkins.jenkins.getItemByFullName(name, Job.class).getBuildByNumber(1);
        await().atMost(Patience.SECONDS, TimeUnit.SECONDS)
                .until(() -> JenkinsRule.getLog(build).contains(text));
    }

    /** Called when the {@code node} steps wait, which Jenkins resumes after the blocks around them. */
    private static void assertNoThreadWaitsForNode(JenkinsRule jenkins) {
        assertThat(jenkins.jenkins.getComputer("a").isOnline()).isFalse();
        await().atMost(Patience.SECONDS, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().values().stream()
                                .flatMap(Stream::of)
                                .map(StackTraceElement::getClassName))
                        .noneMatch(type -> type.startsWith(BlockCrashPointsTest.class.getPackageName())
                                && !type.startsWith(BlockCrashPointsTest.class.getName())));
    }

    private static String result(JenkinsRule jenkins, String name) {
        Run<?, ?> build = jenkins.jenkins.getItemByFullName(name, Job.class).getBuildByNumber(1);
        if (build == null) {
            return "gone";
        }
        await().atMost(Patience.SECONDS, TimeUnit.SECONDS).until(() -> !build.isBuilding());
        return String.valueOf(build.getResult());
    }

    private static void assertNothingLeft(JenkinsRule jenkins) {
        StandInJenkins.assertNothingLeft();
    }
}
