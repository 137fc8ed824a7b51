package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.job.SharedJenkinsRows;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Result;
import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests the step that waits for the deployment of a commit, which another account starts. */
class DeploymentWaitStepTest extends StandInJenkinsTest {
    private static final String COMMIT = "3f2a9c1".repeat(5) + "3f2a9";
    private static final String LOGIN = "withWebPaas(credentialsId: 'deploy-bot', project: 'abcdefghij234')";
    private static final String WAIT =
            LOGIN + " { timeout(5) { webPaasWait environment: 'pr-12', commit: '3f2a9c1' } }";

    @BeforeEach
    void holdActivities() {
        standIn.world().play(null);
    }

    private StandInActivity push() {
        return standIn.world()
                .integrate(standIn.world().project(StandIn.PROJECT), "pr-12", COMMIT)
                .start();
    }

    @Test
    void waitsForAnEnvironmentThatDoesNotExistYet() throws Exception {
        WorkflowRun build = begin(WAIT);
        jenkins.waitForMessage(
                "Environment 'pr-12' has not yet deployed commit 3f2a9c1: it does not exist yet.", build);

        StandInActivity push = push().log("Building\n");
        jenkins.waitForMessage("Building\n", build);
        push.complete(Result.SUCCESS);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
    }

    @Test
    void failsWithTheDeployment() throws Exception {
        WorkflowRun build = begin(WAIT);

        push().log("E: no space\n").complete(Result.FAILURE);

        jenkins.assertBuildStatus(hudson.model.Result.FAILURE, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("Environment 'pr-12' has not deployed commit 3f2a9c1: its last deployment", build);
    }

    @TestFactory
    Stream<DynamicTest> namesWhatIsMissingOrInvalid() {
        return SharedJenkinsRows.of("""
                environment: 'pr-12', commit: 'main'                             | commit: 'main' is no commit
                commit: '3f2a9c1'                                                | environment: is missing
                environment: 'pr-12', activities: 'abc1'                         | activities: cannot be named together with environment
                environment: 'pr-12', commit: '3f2a9c1', activities: 'abc1'      | activities: cannot be named together with commit
                """, (parameters, message) -> {
            WorkflowRun build = failure(LOGIN + " { timeout(2) { webPaasWait " + parameters + " } }");

            assertThat(build.getLog()).contains("ERROR: " + message);
        });
    }
}
