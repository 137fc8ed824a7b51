package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests builds and steps that are terminated by force, of which Jenkins does not notify the steps. */
class KilledBuildTest extends StandInJenkinsTest {
    private static final Duration A_MINUTE = Duration.ofSeconds(60);
    private static final Duration A_WHILE = Duration.ofSeconds(10);
    private static final String BACKUP =
            "webPaasBackup(credentialsId: 'deploy-bot', project: 'abcdefghij234', environment: 'main')";

    /** Makes activities run for ever. */
    @BeforeEach
    void play() {
        standIn.world().play(null);
    }

    private WorkflowRun waiting(String script) throws Exception {
        WorkflowRun build = begin(script);
        jenkins.waitForMessage("Started the backup", build);
        await().until(() -> standIn.requests().count(Endpoint.ACTIVITY) > 1);
        return build;
    }

    private void awaitSilence() {
        await().atMost(A_MINUTE.plus(A_WHILE).plusSeconds(20)).during(A_WHILE).until(() -> {
            int requestCount = standIn.requests().all().size();
            standIn.requests().clear();
            return requestCount == 0;
        });
    }

    @Test
    void aWaitEndsWithItsBuild() throws Exception {
        WorkflowRun build = waiting(BACKUP);

        build.doKill();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        awaitSilence();
    }

    @Test
    void aWaitEndsWithItsStepThoughTheBuildGoesOn() throws Exception {
        WorkflowRun build = waiting("try { " + BACKUP + " } finally { echo 'cleaning up'; sleep 600 }");

        build.doTerm();

        jenkins.waitForMessage("cleaning up", build);
        awaitSilence();
        assertThat(build.isBuilding()).isTrue();
        build.doStop();
        jenkins.waitForCompletion(build);
    }
}
