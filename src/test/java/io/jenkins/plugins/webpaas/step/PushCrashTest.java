package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.PipelineJobs.Gate;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import io.jenkins.plugins.webpaas.standin.StandInProject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

/** Kills a controller (SIGKILL) in each phase of a push from an inbound node, and starts it again. The stand-in runs in this JVM. */
class PushCrashTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String NEXT = "3f2a9c1".repeat(5) + "3f2a9";

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().javaOptions("-Xmx700m");

    @RegisterExtension
    private final InboundAgentExtension nodes = new InboundAgentExtension();

    private final InboundAgentExtension.Options node =
            InboundAgentExtension.Options.newBuilder().name("a").webSocket().build();

    @TempDir
    private Path files;

    private StandIn standIn;
    private StandInProject project;

    @BeforeEach
    void start() throws Throwable {
        standIn = StandIn.start();
        standIn.world().play(null);
        project = standIn.world().project(StandIn.PROJECT);
        holdPushes("pushing");
        controller.startJenkins();
        nodes.createAgent(controller, node);
        controller.runRemotely(
                PushCrashTest::configure,
                standIn.apiUrl(),
                standIn.sshDomain(),
                String.join("\n", standIn.sshOptions()));
    }

    @AfterEach
    void stop() throws Exception {
        open("release");
        standIn.close();
    }

    /** Holds a push to a branch at the git host until a file is there. */
    private void holdPushes(String branch) throws IOException {
        Path hook = Files.writeString(project.repositoryDirectory().resolve("hooks/update"), """
                #!/bin/sh
                if [ "$1" = refs/heads/%s ]; then
                    touch '%s'
                    while [ ! -e '%s' ]; do sleep 0.1; done
                fi
                """.formatted(
                        branch, files.resolve("held"), files.resolve("release")));
        assertThat(hook.toFile().setExecutable(true)).isTrue();
    }

    private void open(String file) throws IOException {
        if (!Files.exists(files.resolve(file))) {
            Files.createFile(files.resolve(file));
        }
    }

    @Test
    void eachPhaseGoesOn() throws Throwable {
        Map<String, String> scripts = new LinkedHashMap<>();
        scripts.put("pushing", push("pushing") + "echo \"created ${push.created}\"\n");
        scripts.put("waiting", push("waiting") + "echo \"created ${push.created}\"\n");
        scripts.put("after", push("after") + new Gate(files.resolve("gate")) + "\nsh 'echo \"seen $WEBPAAS_URL\"'\n");
        scripts.put("commit", "webPaasWait environment: 'commit', commit: '" + NEXT + "'; echo 'seen by commit'\n");
        scripts.forEach(this::begin);
        await().atMost(PATIENCE).until(() -> Files.exists(files.resolve("held")));
        StandInActivity waiting = deployment("waiting").start().log("Before\n");
        deployment("after").start().complete(io.jenkins.plugins.webpaas.standin.Result.SUCCESS);
        StandInActivity integrated =
                standIn.world().integrate(project, "commit", NEXT).start().log("Before\n");
        awaitLog("waiting", "Before\n");
        awaitLog("commit", "Before\n");
        awaitLog("after", "The site of environment 'after' is");

        controller.stopJenkinsForcibly();
        open("release");
        controller.startJenkins();
        waiting.log("After\n").complete(io.jenkins.plugins.webpaas.standin.Result.SUCCESS);
        integrated.log("After\n").complete(io.jenkins.plugins.webpaas.standin.Result.SUCCESS);
        open("gate");
        deployment("pushing").start().complete(io.jenkins.plugins.webpaas.standin.Result.SUCCESS);

        assertThat(success("pushing")).contains("created true");
        assertThat(success("waiting")).contains("\nBefore\n", "\nAfter\n", "created true");
        assertThat(success("commit"))
                .containsOnlyOnce("\nBefore\n")
                .contains("(environment.push): success", "seen by commit");
        assertThat(success("after"))
                .contains("seen " + project.environment("after").url());
        assertThat(project.activities().stream()
                        .filter(activity -> activity.environment().id().equals("pushing"))
                        .map(StandInActivity::type))
                .containsExactly("environment.push");
    }

    private static String push(String branch) {
        return "def push = webPaasPush environment: '" + branch + "'\n";
    }

    private void begin(String name, String lines) {
        try {
            controller.runRemotely(PushCrashTest::schedule, name, lines);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private StandInActivity deployment(String environment) {
        await().atMost(PATIENCE).until(() -> find(environment).isPresent());
        return find(environment).orElseThrow();
    }

    private Optional<StandInActivity> find(String environment) {
        return project.activities().stream()
                .filter(activity -> activity.environment().id().equals(environment))
                .findFirst();
    }

    private void awaitLog(String job, String text) throws Throwable {
        controller.runRemotely(PushCrashTest::awaitText, job, text);
    }

    private String success(String job) throws Throwable {
        return controller.runRemotely(PushCrashTest::awaitSuccess, job);
    }

    /** Runs in the JVM of the controller, like the methods below. */
    private static void configure(JenkinsRule jenkins, URI api, String sshDomain, String sshOptions)
            throws IOException {
        StandInJenkins.configure(api, sshDomain, sshOptions);
        ((Slave) jenkins.jenkins.getNode("a")).setNumExecutors(4);
        jenkins.jenkins.setNodes(jenkins.jenkins.getNodes()); // makes the executors
    }

    private static void schedule(JenkinsRule jenkins, String name, String lines) throws Exception {
        WorkflowJob job = PipelineJobs.gatedJob(jenkins, """
                node('a') {
                  withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234') {
                    sh 'git clone -q "$WEBPAAS_GIT_URL" . && git -c user.name=a -c user.email=a@example.com commit -q --allow-empty -m "$BUILD_TAG"'
                    LINES
                  }
                }
                """.replace("LINES", lines));
        job.renameTo(name);
        job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun build(JenkinsRule jenkins, String name) {
        return jenkins.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
    }

    private static void awaitText(JenkinsRule jenkins, String name, String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(JenkinsRule.getLog(build(jenkins, name)))
                .contains(text));
    }

    private static String awaitSuccess(JenkinsRule jenkins, String name) throws Exception {
        WorkflowRun build = build(jenkins, name);
        await().atMost(PATIENCE).until(() -> !build.isBuilding());
        jenkins.assertBuildStatus(Result.SUCCESS, build);
        return JenkinsRule.getLog(build);
    }
}
