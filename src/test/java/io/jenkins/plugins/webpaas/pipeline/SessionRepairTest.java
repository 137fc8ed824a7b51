package io.jenkins.plugins.webpaas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;

/** Tests that an open session is repaired if a build or another program deletes its parts, on a node that {@code agent.jar} runs. */
class SessionRepairTest extends StandInJenkinsTest {
    private static final String BLOCK = "node('a') { withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234',"
            + " environment: 'main') { sh '''%s''' } }";

    private static final String UNTIL_SSH_WORKS =
            "until hash -r; ssh \"$WEBPAAS_SSH_URL\" echo it works again; do sleep 0.2; done";

    @RegisterExtension
    private final InboundAgentExtension nodes = new InboundAgentExtension();

    @TempDir
    private Path temporary;

    @BeforeEach
    void startNode() throws Exception {
        nodes.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder()
                        .name("a")
                        .webSocket()
                        .javaOptions("-Djava.io.tmpdir=" + temporary)
                        .build());
    }

    @Test
    void itsDirectoryIsMadeAgain() throws Exception {
        WorkflowRun build =
                success(BLOCK.formatted("rm -r \"$(dirname \"$WEBPAAS_SSH_CONFIG\")\"; " + UNTIL_SSH_WORKS));

        jenkins.assertLogContains("Files of the session were deleted on its node", build);
        jenkins.assertLogContains("\nit works again\n", build);
        StandInJenkins.assertNothingLeft();
    }

    @Test
    void itsSshAgentIsStartedAgain() throws Exception {
        WorkflowRun build = success(BLOCK.formatted(
                "pkill -9 -f \"SshAgentProcess TMP\"; ".replace("TMP", temporary.toString()) + UNTIL_SSH_WORKS));

        jenkins.assertLogContains("SSH agent on the node was ended by another program", build);
        jenkins.assertLogContains("\nit works again\n", build);
        StandInJenkins.assertNothingLeft();
    }

    /** The message must come while the block is open, and not at its end. */
    @Test
    void aRefusalIsSaidWhenItHappens() throws Exception {
        Path gate = temporary.resolveSibling(temporary.getFileName() + ".gate");
        WorkflowRun build =
                begin(BLOCK.formatted("python3 -c 'import socket, os, struct; s = socket.socket(socket.AF_UNIX);"
                        + " s.connect(os.environ[\"SSH_AUTH_SOCK\"]);"
                        + " m = bytes([27]) + struct.pack(\">I\", 24) + b\"session-bind@openssh.com\" + bytes(4);"
                        + " s.sendall(struct.pack(\">I\", len(m)) + m); s.recv(5); s.sendall(bytes([0, 0, 0, 1, 11])); s.recv(9)'; until [ -e "
                        + gate
                        + " ]; do sleep 0.1; done"));
        try {
            jenkins.waitForMessage(
                    "The SSH agent refused to sign: a client that named its host in a malformed request.", build);
            assertThat(build.isBuilding()).isTrue();
        } finally {
            Files.createFile(gate);
        }
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        assertThat(Files.deleteIfExists(gate)).isTrue();
    }

    @Test
    void afterTheBlockNoProcessAndNoFileIsLeft() throws Exception {
        success(BLOCK.formatted("ssh-add -l"));

        await().untilAsserted(() -> assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("SshAgentProcess " + temporary)))
                .isEmpty());
        await().untilAsserted(() -> assertThat(temporary).isDirectoryNotContaining("glob:**/webpaas-*"));
    }
}
