package io.jenkins.plugins.webpaas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.PipelineJobs.Gate;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.RequestGate;
import io.jenkins.plugins.webpaas.support.FullSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;

/** Tests inbound nodes whose process dies inside a block. */
class WithWebPaasNodeLossTest extends StandInJenkinsTest {
    private static final String IN_NODE = "node('a') { WITH { STEPS } }";
    private static final String AROUND_NODE = "WITH { node('a') { STEPS } }";

    private static final Pattern SOCKET = Pattern.compile("socket (/\\S+)");

    @RegisterExtension
    private final InboundAgentExtension nodes = new InboundAgentExtension();

    @TempDir
    private Path directory;

    private Gate gate;

    @BeforeEach
    void start() throws Exception {
        gate = new Gate(directory.resolve("go"));
        nodes.createAgent(jenkins, "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {IN_NODE, AROUND_NODE})
    void whenItIsBackTheNextStepLogsInAtTheSameSocket(String nesting) throws Exception {
        WorkflowRun build = begin(nesting, """
                sh 'set +x; ssh "$WEBPAAS_SSH_URL" echo before; echo $SSH_AUTH_SOCK > socket'
                %s
                sh 'ssh "$WEBPAAS_SSH_URL" echo after; test "$SSH_AUTH_SOCK" = $(cat socket)'
                """.formatted(gate));
        jenkins.waitForMessage("before", build);

        nodes.stop(jenkins, "a");
        nodes.start(jenkins, "a");
        gate.open();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("\nafter", build);
        StandInJenkins.assertNothingLeft();
    }

    @Test
    void whenItStaysAwayTheBlockStillEndsWell() throws Exception {
        WorkflowRun build = begin("WITH { node('a') { STEPS }; " + gate + "; echo 'the end' }", """
                sh 'ssh "$WEBPAAS_SSH_URL" echo before'
                echo 'about to leave'
                """);
        jenkins.waitForMessage("about to leave", build);
        nodes.stop(jenkins, "a");
        jenkins.jenkins.removeNode(jenkins.jenkins.getNode("a"));
        gate.open();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("the end", build);
    }

    @Test
    void whenItIsLostForEverTheBuildSaysSoAndNoThreadIsLeft() throws Exception {
        WorkflowRun build = begin(IN_NODE, "sh 'set +x; ssh \"$WEBPAAS_SSH_URL\" echo before; sleep 100'");
        jenkins.waitForMessage("before", build);

        nodes.stop(jenkins, "a");
        jenkins.jenkins.removeNode(jenkins.jenkins.getNode("a"));

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(build.getLog())
                .contains("The session could not be closed on its node: The node 'a' is not connected")
                .contains("Its SSH agent ends with its certificate");
        StandInJenkins.assertNothingLeft();
    }

    @Test
    void whileTheBlockOpensIsWhatARetryForAgentsLooksFor() throws Exception {
        RequestGate hold = new RequestGate();
        standIn.faults().add(Endpoint.CERTIFICATE, Fault.held(hold));
        WorkflowRun build = beginRetry("node('a') { withWebPaas(credentialsId: 'deploy-bot') { echo 'inside' } }");
        hold.await();

        nodes.stop(jenkins, "a");
        hold.release();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("is lost", build);
        jenkins.assertLogContains("attempt 2", build);
    }

    @Test
    void whileACommandRunsIsWhatARetryForAgentsLooksFor() throws Exception {
        WorkflowRun build = beginRetry("""
                node('a') {
                  webPaasSsh credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main', from: 'node',
                      command: 'echo begun; exec sleep 600'
                }
                """);
        jenkins.waitForMessage("\nbegun", build);

        nodes.stop(jenkins, "a");

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("attempt 2", build);
    }

    @Test
    void inAFailureThatHasASecretIsWhatARetryForAgentsLooksFor() throws Exception {
        WorkflowRun build = beginRetry("""
                withWebPaas(credentialsId: 'deploy-bot') {
                  throw new IOException("lost with $PLATFORMSH_CLI_TOKEN", new java.nio.channels.ClosedChannelException())
                }
                """);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("lost with ****", build);
        jenkins.assertLogContains("attempt 2", build);
    }

    @Test
    void isNoneWhenTheServiceBreaksItsConnection() throws Exception {
        standIn.faults().add(Endpoint.TOKEN, Fault.dropBefore());
        WorkflowRun build = beginRetry("node('a') { withWebPaas(credentialsId: 'deploy-bot') { echo 'inside' } }");

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        jenkins.assertLogNotContains("attempt 2", build);
    }

    /** A process that a build has left may listen on the SSH agent's path and accept no connection. */
    @Test
    void comesOnlineAgainWhateverListensInThePlaceOfTheSshAgent() throws Exception {
        WorkflowRun build = begin(IN_NODE, """
                sh 'set +x; echo "socket $SSH_AUTH_SOCK"'
                %s
                sh 'ssh "$WEBPAAS_SSH_URL" echo after'
                """.formatted(gate));
        jenkins.waitForMessage("socket /", build);
        await().until(() -> SOCKET.matcher(build.getLog()).find());
        Matcher socket = SOCKET.matcher(build.getLog());
        assertThat(socket.find()).isTrue();
        Path path = Path.of(socket.group(1));
        nodes.stop(jenkins, "a");
        Files.deleteIfExists(path);

        try (FullSocket program = new FullSocket(path)) {
            nodes.start(jenkins, "a");
            gate.open();

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("\nafter", build);
        }
    }

    private WorkflowRun beginRetry(String steps) throws Exception {
        String script = """
                int n = 0
                retry(count: 2, conditions: [agent()]) {
                  n++
                  echo "attempt $n"
                  if (n == 1) {
                    %s
                  }
                }
                """.formatted(steps);
        return PipelineJobs.gatedJob(jenkins, script).scheduleBuild2(0).waitForStart();
    }

    private WorkflowRun begin(String nesting, String steps) throws Exception {
        String script = nesting.replace("WITH", """
                        withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main')""").replace("STEPS", steps);
        return PipelineJobs.gatedJob(jenkins, script).scheduleBuild2(0).waitForStart();
    }
}
