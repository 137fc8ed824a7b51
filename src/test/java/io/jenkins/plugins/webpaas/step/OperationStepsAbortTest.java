package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import io.jenkins.plugins.webpaas.standin.Fault;
import io.jenkins.plugins.webpaas.standin.StandInActivity;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Aborts and time-outs of the steps that act on an environment. */
class OperationStepsAbortTest extends StandInJenkinsTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAbortCancelsIfAskedAndSaysSo(boolean cancel) throws Exception {
        standIn.world().play(null);
        WorkflowRun build =
                begin(BLOCK + " { webPaasSourceOperation operation: 'update', cancelOnAbort: " + cancel + " }");
        StandInActivity activity = activity().start().log("begun\n");
        jenkins.waitForMessage("begun", build);

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains(
                "Activity " + activity.id() + " of project 'abcdefghij234' " + (cancel ? "is cancelled" : "goes on"),
                build);
        assertThat(activity.state()).isEqualTo(cancel ? "cancelled" : "in_progress");
    }

    @Test
    void anAbortWhileItIsAskedForSaysThatItMayHaveBegun() throws Exception {
        standIn.faults().add(Endpoint.BACKUP, Fault.latency(Duration.ofSeconds(20)));
        WorkflowRun build = begin(BLOCK + " { webPaasBackup() }");
        await().until(() -> standIn.requests().count(Endpoint.BACKUP) > 0);

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("the backup, which may have begun. Look at the activities", build);
    }

    @Test
    void anAbortBeforeThatSaysNothingOfTheKind() throws Exception {
        standIn.faults().add(Endpoint.ENVIRONMENT, Fault.latency(Duration.ofSeconds(20)));
        WorkflowRun build =
                begin("webPaasBackup(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main')");
        await().until(() -> standIn.requests().count(Endpoint.ENVIRONMENT) > 0);

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogNotContains("may have begun", build);
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isZero();
    }

    @Test
    void aWaitThatTakesTooLongFailsAndCancelsIfAsked() throws Exception {
        standIn.world().play(null);

        WorkflowRun build =
                failure(BLOCK + " { webPaasSourceOperation operation: 'update', timeout: 1, cancelOnAbort: true }");

        jenkins.assertLogContains("has not ended in time", build);
        jenkins.assertLogContains("is cancelled", build);
        assertThat(activity().state()).isEqualTo("cancelled");
    }
}
