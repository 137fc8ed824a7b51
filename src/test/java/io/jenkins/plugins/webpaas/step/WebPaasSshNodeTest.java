package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.remoting.VirtualChannel;
import hudson.util.RemotingDiagnostics;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.nio.file.Files;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Tests commands that connect from a node, and restarts of the controller during a command. */
class WebPaasSshNodeTest {
    private static final String SCRIPT = """
            withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') {
              %s
            }
            """;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @RegisterExtension
    private final InboundAgentExtension nodes = new InboundAgentExtension();

    private StandIn standIn;

    @BeforeEach
    void start() {
        standIn = StandIn.start();
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void theNodeConnectsAndTheControllerRemembersTheHost() throws Throwable {
        sessions.then(jenkins -> {
            StandInJenkins.configure(standIn);
            nodes.createAgent(jenkins, "a");
            WorkflowRun build = begin(jenkins, """
                    node('a') {
                      webPaasSsh command: 'mkfifo go; echo ä $$; read x < go; seq 1 20000; echo b >&2', from: 'node'
                      echo "out ${webPaasSsh(command: 'echo c; exit 0', from: 'node', returnStdout: true).trim()}"
                      echo "status ${webPaasSsh(command: 'exit 3', from: 'node', returnStatus: true)}"
                      webPaasSsh command: 'exit 4', from: 'node'
                    }
                    """);
            jenkins.waitForMessage("\nä ", build);
            assertThat(threads(jenkins.jenkins.getComputer("a").getChannel()))
                    .anyMatch(name -> name.startsWith("sshj-Reader"));
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith("sshj-Reader"));
            openGate();

            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));

            assertThat(build.getLog())
                    .containsSubsequence(
                            "\n1\n",
                            "\n20000\n",
                            "Remembered the host key of ssh.eu-1.standin.test",
                            "out c",
                            "status 3",
                            "ERROR: The command ended with exit status 4")
                    .contains("\nb\n")
                    .containsOnlyOnce("Remembered the host key")
                    .doesNotContain("\tat ");
            StandInJenkins.assertNothingLeft();
        });
    }

    @Test
    void aNodeThatIsLostLeavesTheEndUnknown() throws Throwable {
        sessions.then(jenkins -> {
            StandInJenkins.configure(standIn);
            nodes.createAgent(jenkins, "a");
            WorkflowRun build =
                    begin(jenkins, "node('a') { webPaasSsh command: 'echo begun; exec sleep 600', from: 'node' }");
            jenkins.waitForMessage("\nbegun", build);

            nodes.stop("a");

            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("is lost. It is not known whether the command ran, or how far it came", build);
        });
    }

    @Test
    void aRestartLeavesTheEndUnknownAndRunsNothingAgain() throws Throwable {
        sessions.then(jenkins -> {
            StandInJenkins.configure(standIn);
            jenkins.waitForMessage("\nbegun", begin(jenkins, "webPaasSsh 'echo begun; exec sleep 600'"));
        });
        sessions.then(jenkins -> {
            WorkflowRun build =
                    jenkins.jenkins.getItemByFullName("job", WorkflowJob.class).getLastBuild();

            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));

            jenkins.assertLogContains("ERROR: Jenkins was stopped while the command ran. It is not known", build);
            assertThat(standIn.ssh().sessions()).hasSize(1);
        });
    }

    private static WorkflowRun begin(JenkinsRule jenkins, String inner) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(SCRIPT.formatted(inner), true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static Iterable<String> threads(VirtualChannel channel) throws Exception {
        Map<String, String> dump = RemotingDiagnostics.getThreadDump(channel);
        return dump.keySet();
    }

    private void openGate() throws Exception {
        Files.writeString(
                standIn.world()
                        .project(StandIn.PROJECT)
                        .environment("main")
                        .directory("app")
                        .resolve("go"),
                "\n");
    }
}
