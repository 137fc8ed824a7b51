package io.jenkins.plugins.webpaas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.FilePath;
import io.jenkins.plugins.webpaas.job.BuildSession;
import io.jenkins.plugins.webpaas.job.SecretHunt;
import io.jenkins.plugins.webpaas.job.StandInJenkins;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.RequestGate;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.junit.jupiter.FlagExtension;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Tests a restart of the controller within a block. */
class WithWebPaasRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @RegisterExtension
    private final InboundAgentExtension nodes = new InboundAgentExtension();

    /** Makes Jenkins wait longer for a reconnecting node. In tests, it waits only 15 s. */
    @RegisterExtension
    private final FlagExtension<Long> patience = new FlagExtension<>(
            () -> ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS,
            value -> ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = value);

    @TempDir
    private Path directory;

    private StandIn standIn;
    private Path gate;

    @BeforeEach
    void start() {
        ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = TimeUnit.MINUTES.toMillis(5);
        standIn = StandIn.start();
        gate = directory.resolve("gate");
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void theSessionGoesOnAtTheSamePlaceAndWhatIsSavedHasNothingSecret() throws Throwable {
        sessions.then(jenkins -> {
            StandInJenkins.configure(standIn);
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
            job.setDefinition(new CpsFlowDefinition("""
                    node {
                      withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') {
                        sh 'ssh "$WEBPAAS_SSH_URL" echo inside; echo $SSH_AUTH_SOCK > socket; ssh-add -L > key'
                        waitUntil(quiet: true, initialRecurrencePeriod: 100) { fileExists 'go' }
                        sh 'set +x; echo "token $PLATFORMSH_CLI_TOKEN for $PLATFORM_BRANCH"'
                        sh 'test "$SSH_AUTH_SOCK" = "$(cat socket)"'
                        sh 'ssh-add -L | cmp - key'
                        sh 'ssh-add -l; ssh "$WEBPAAS_SSH_URL" echo still inside'
                      }
                    }
                    """, true));
            WorkflowRun build = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("inside", build);
        });
        assertThat(sessions.getHome().toPath().resolve("jobs/job/builds/1/program.dat"))
                .exists();
        new SecretHunt(standIn).in(sessions.getHome().toPath());
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.jenkins.getItemByFullName("job", WorkflowJob.class);
            WorkflowRun build = job.getLastBuild();
            FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);

            workspace.child("go").write("", "UTF-8");

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("token **** for main", build);
            jenkins.assertLogContains("(ED25519-CERT)", build);
            jenkins.assertLogContains("still inside", build);
            assertThat(workspace.sibling(workspace.getName() + "@tmp").list("webpaas-*/**"))
                    .isEmpty();
        });
    }

    /** The moment of a restart does not change a block's result or end. */
    @ParameterizedTest
    @CsvSource({"'\"x\" + 1',       result: x1", "error(\"no good\"), failed: no good"})
    void aRestartWhileTheBlockClosesChangesNothing(String last, String outcome) throws Throwable {
        standIn.close();
        standIn = StandIn.builder().certificateLifetime(Duration.ofSeconds(20)).start();
        RequestGate hold = new RequestGate();
        sessions.then(jenkins -> {
            StandInJenkins.configure(standIn);
            nodes.createAgent(jenkins, "a");
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
            job.setDefinition(
                    new CpsFlowDefinition("""
                    node('a') {
                      try {
                        def result = withWebPaas(credentialsId: 'deploy-bot') {
                          sh 'ssh-add -l; echo inside'
                          waitUntil(quiet: true, initialRecurrencePeriod: 100) { fileExists 'GATE' }
                          LAST
                        }
                        echo "result: $result"
                      } catch (e) {
                        echo "failed: $e.message"
                      }
                      sh 'ls -d "$WORKSPACE_TMP"/webpaas-* || echo nothing left'
                    }
                    """.replace("GATE", gate.toString()).replace("LAST", last), true));
            WorkflowRun build = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("\ninside", build);
            // A running renewal delays the end of a block.
            standIn.faults().add(Endpoint.CERTIFICATE, Fault.held(hold));
            hold.await();
            Files.createFile(gate);
            await().until(() -> stacks().anyMatch(method -> method.equals(BuildSession.class.getName() + ".close")));
        });
        hold.release();
        standIn.faults().clear();
        sessions.then(jenkins -> {
            WorkflowRun build =
                    jenkins.jenkins.getItemByFullName("job", WorkflowJob.class).getLastBuild();
            nodes.start(jenkins, "a");

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("\n" + outcome, build);
            jenkins.assertLogContains("\nnothing left", build);
            StandInJenkins.assertNothingLeft();
        });
    }

    @Test
    void aRestartWhileTheBlockOpensOpensItAgain() throws Throwable {
        RequestGate hold = new RequestGate();
        standIn.faults().add(Endpoint.CERTIFICATE, Fault.held(hold));
        sessions.then(jenkins -> {
            StandInJenkins.configure(standIn);
            nodes.createAgent(jenkins, "a");
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
            job.setDefinition(new CpsFlowDefinition("""
                    node('a') {
                      withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') {
                        sh 'ssh "$WEBPAAS_SSH_URL" echo inside'
                        sh 'ls -d "$WORKSPACE_TMP"/webpaas-* | wc -l | xargs echo sessions:'
                      }
                    }
                    """, true));
            job.scheduleBuild2(0).waitForStart();
            hold.await();
        });
        hold.release();
        standIn.faults().clear();
        sessions.then(jenkins -> {
            WorkflowRun build =
                    jenkins.jenkins.getItemByFullName("job", WorkflowJob.class).getLastBuild();
            nodes.start(jenkins, "a");

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("\ninside", build);
            jenkins.assertLogContains("\nsessions: 1", build);
            StandInJenkins.assertNothingLeft();
        });
    }

    /** A session that was opening opens again after the restart, even if no other step uses it. */
    @Test
    void aRestartWhileASessionOpensWithinTheBlockOpensItAgain() throws Throwable {
        RequestGate hold = new RequestGate();
        standIn.faults().add(Endpoint.CERTIFICATE, Fault.held(hold));
        sessions.then(jenkins -> {
            StandInJenkins.configure(standIn);
            nodes.createAgent(jenkins, "a");
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
            job.setDefinition(new CpsFlowDefinition("""
                    withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main') {
                      node('a') { sh 'set +x; echo begun; until ssh "$WEBPAAS_SSH_URL" echo inside; do sleep 1; done' }
                    }
                    """, true));
            jenkins.waitForMessage("\nbegun", job.scheduleBuild2(0).waitForStart());
            hold.await();
        });
        hold.release();
        standIn.faults().clear();
        sessions.then(jenkins -> {
            WorkflowRun build =
                    jenkins.jenkins.getItemByFullName("job", WorkflowJob.class).getLastBuild();
            nodes.start(jenkins, "a");

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("\ninside", build);
            StandInJenkins.assertNothingLeft();
        });
    }

    private static Stream<String> stacks() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName());
    }
}
