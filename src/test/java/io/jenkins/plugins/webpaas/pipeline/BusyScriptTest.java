package io.jenkins.plugins.webpaas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a script that keeps its build from being saved. */
class BusyScriptTest extends StandInJenkinsTest {
    private static final String BACKUP = "webPaasBackup(credentialsId: 'deploy-bot', project: 'abcdefghij234',"
            + " environment: 'main', noWait: true)";

    @TempDir
    private Path directory;

    private WorkflowRun unboxed(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, false));
        return job.scheduleBuild2(0).waitForStart();
    }

    @Test
    void holdsUpNoOtherBuildsOperation() throws Exception {
        Path end = directory.resolve("end");
        WorkflowRun busy = unboxed("""
                @NonCPS def work() { while (!new File('%s').exists()) { Thread.sleep(50) } }
                parallel(a: { %s }, b: { echo 'busy'; work() })
                """.formatted(end, BACKUP));
        jenkins.waitForMessage("Asking for the backup", busy);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(begin(BACKUP)));

        assertThat(busy.isBuilding()).isTrue();
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isOne();
        Files.createFile(end);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(busy));
        assertThat(standIn.requests().count(Endpoint.BACKUP)).isEqualTo(2);
    }
}
