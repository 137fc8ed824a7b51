package io.jenkins.plugins.webpaas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
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
 * Stops a controller for a while. The nodes are as in production: {@code java -jar agent.jar} over WebSocket and TCP, which restarts its JVM when
 * the controller is gone, and the built-in node, which is the controller. A durable {@code sh} uses {@code ssh} and {@code git push} meanwhile.
 */
class ControllerOutageTest {
    private static final String BUILT_IN = "built-in";

    private static final List<String> NODES = List.of("ws", "tcp", BUILT_IN);

    /** The number of uses of SSH on each node while the controller is away. */
    private static final int USES = 10;

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension();

    @RegisterExtension
    private final InboundAgentExtension nodes = new InboundAgentExtension();

    @TempDir
    private Path directory;

    /** The directory for temporary files of all nodes. */
    @TempDir
    private Path temporary;

    private StandIn standIn;

    @BeforeEach
    void start() throws Throwable {
        // A certificate lasts for an hour and is renewed with its access token.
        standIn = StandIn.builder().accessTokenLifetime(Duration.ofSeconds(20)).start();
        standIn.world().account("deploy-bot").amr(List.of("pwd", "mfa"));
        String temporaryFiles = "-Djava.io.tmpdir=" + temporary;
        controller
                .javaOptions("-Xmx700m", temporaryFiles, StandInJenkins.PATIENT_WITH_NODES)
                .startJenkins();
        for (String node : NODES) {
            InboundAgentExtension.Options.Builder options =
                    InboundAgentExtension.Options.newBuilder().name(node).javaOptions(temporaryFiles);
            if (!node.equals(BUILT_IN)) {
                nodes.createAgent(controller, (node.equals("tcp") ? options : options.webSocket()).build());
            }
        }
        controller.runRemotely(
                ControllerOutageTest::configure,
                standIn.apiUrl().toString(),
                standIn.sshDomain(),
                String.join("\n", standIn.sshOptions()));
        for (String node : NODES) {
            controller.runRemotely(ControllerOutageTest::begin, node, directory.toString());
        }
        for (String node : NODES) {
            awaitUses(node, 2);
        }
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void sshGoesOnWhileTheControllerRestartsInOrderAndWhileTheControllerIsKilled() throws Throwable {
        controller.stopJenkins();
        restart();
        controller.stopJenkinsForcibly();
        restart();
        for (String node : NODES) {
            Files.createFile(directory.resolve(node + ".stop"));
        }
        for (String node : NODES) {
            String log = controller.runRemotely(ControllerOutageTest::ending, node);
            assertThat(uses(node)).as("uses of SSH on the node %s", node).containsOnly("used");
            assertThat(log)
                    .contains("\nrenewed\n")
                    .contains("\nafterwards\n")
                    .contains("\n1 identity\n")
                    .doesNotContain("inside the node's Java")
                    .endsWith("Finished: SUCCESS\n");
        }
        controller.runRemotely(ControllerOutageTest::assertNothingLeft);
        await().untilAsserted(() -> assertThat(temporary)
                .isDirectoryNotContaining(file ->
                        Files.isDirectory(file) && file.getFileName().toString().startsWith("webpaas-")));
    }

    private void restart() throws Throwable {
        for (String node : NODES) {
            awaitUses(node, uses(node).size() + USES);
        }
        controller.startJenkins();
        for (String node : NODES) {
            awaitUses(node, uses(node).size() + 2);
        }
    }

    private void awaitUses(String node, int most) {
        await().until(() -> uses(node).size() >= most);
    }

    private List<String> uses(String node) throws IOException {
        Path file = directory.resolve(node + ".uses");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static void configure(JenkinsRule jenkins, String api, String sshDomain, String sshOptions)
            throws IOException {
        StandInJenkins.configure(java.net.URI.create(api), sshDomain, sshOptions);
    }

    private static void begin(JenkinsRule jenkins, String node, String directory) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, node);
        job.setDefinition(
                new CpsFlowDefinition("""
                node('NODE') {
                  withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') {
                    sh '''
                      set +x
                      git init -q shop
                      cd shop
                      push() {
                        git -c user.name=Bot -c user.email=bot@example.com commit -q --allow-empty -m "$(date)"
                        git push -q "$WEBPAAS_GIT_URL" HEAD:refs/heads/NODE
                      }
                      until [ -e FILE.stop ]; do
                        if ssh "$WEBPAAS_SSH_URL" true && push; then
                          echo used >>FILE.uses
                        else
                          echo failed >>FILE.uses
                        fi
                        sleep 1
                      done
                    '''
                    sh 'ssh-add -L >before; while ssh-add -L | cmp -s - before; do sleep 1; done; echo renewed'
                    sh 'ssh "$WEBPAAS_SSH_URL" echo afterwards'
                    sh 'echo $(ssh-add -l | wc -l) identity'
                  }
                }
                """.replace("NODE", node).replace("FILE", directory + "/" + node), true));
        job.scheduleBuild2(0).waitForStart();
    }

    private static void assertNothingLeft(JenkinsRule jenkins) {
        StandInJenkins.assertNothingLeft();
    }

    private static String ending(JenkinsRule jenkins, String node) throws Exception {
        WorkflowRun build =
                jenkins.jenkins.getItemByFullName(node, WorkflowJob.class).getLastBuild();
        jenkins.waitForCompletion(build);
        return build.getResult() == Result.SUCCESS
                ? JenkinsRule.getLog(build)
                : JenkinsRule.getLog(build) + "\n" + build.getResult();
    }
}
