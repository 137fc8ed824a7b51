package io.jenkins.plugins.webpaas.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper;
import io.jenkins.plugins.webpaas.freestyle.WebPaasBuilder;
import io.jenkins.plugins.webpaas.job.PipelineJobs;
import io.jenkins.plugins.webpaas.job.PipelineJobs.Gate;
import io.jenkins.plugins.webpaas.job.StandInJenkinsTest;
import io.jenkins.plugins.webpaas.standin.Script;
import java.nio.file.Path;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a build log reports the end of an activity once. */
class ReportedOnceTest extends StandInJenkinsTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String NOTHING =
            "There was nothing to wait for: this account has started nothing in environment 'main' whose end this build has"
                    + " not reported yet.";

    private static final String PUSH = """
            git clone -q "$WEBPAAS_GIT_URL" shop
            cd shop
            date > deployed
            git add deployed
            git -c user.name=Bot -c user.email=bot@example.com commit -qm Deploy
            git push -q "$WEBPAAS_GIT_URL" HEAD:main
            """;

    @Test
    void theEndThatAStepReportsIsNotReportedByALaterWait() throws Exception {
        standIn.world().play(Script.success(SHORT, "Finished\n"));

        WorkflowRun build =
                success(BLOCK + " { webPaasBackup(); def rest = webPaasWait(); echo \"rest: ${rest.activities}\" }");

        assertThat(build.getLog())
                .containsOnlyOnce("(environment.backup): success")
                .containsSubsequence(NOTHING, "rest: []")
                .containsPattern("\\[Web PaaS] Waited [^:]+: success\n");
    }

    @Test
    void aFailureThatAStepReportsDoesNotFailALaterWait() throws Exception {
        standIn.world().play(Script.failure(SHORT, "Out of disk\n"));

        WorkflowRun build = success(BLOCK + " { webPaasBackup failOnError: false; webPaasWait() }");

        assertThat(build.getLog())
                .containsOnlyOnce("(environment.backup) ended with failure.")
                .containsOnlyOnce("Out of disk")
                .contains(NOTHING);
    }

    @Test
    void aFailureThatNoStepHasReportedFailsTheWait() throws Exception {
        standIn.world().play(Script.failure(SHORT, "Out of disk\n"));

        WorkflowRun build = failure(BLOCK + """
                 {
                  webPaasBackup noWait: true
                  webPaasBackup failOnError: false
                  webPaasWait()
                }
                """);

        assertThat(build.getLog())
                .containsSubsequence(
                        "(environment.backup) ended with failure", "ERROR: Activity ", "ended with failure");
    }

    @Test
    void aDeploymentThatAPushReportsIsNotReportedByALaterWait() throws Exception {
        standIn.world().play(Script.success(SHORT, "Deployed\n"));

        WorkflowRun build = success(BLOCK + """
                 {
                  node {
                    sh '''
                      git clone -q "$WEBPAAS_GIT_URL" shop
                      cd shop
                      date > deployed
                      git add deployed
                      git -c user.name=Bot -c user.email=bot@example.com commit -qm Deploy
                    '''
                    dir('shop') { webPaasPush() }
                  }
                  webPaasWait()
                }
                """);

        assertThat(build.getLog())
                .containsOnlyOnce("(environment.push): success")
                .contains(NOTHING);
    }

    @Test
    void ofAPushThatGitShowedTheResultAloneIsReported() throws Exception {
        standIn.world().play(Script.success(SHORT, "Building\n", "Deployed\n"));

        WorkflowRun build = success(BLOCK + " { node { sh '''" + PUSH + "''' }; echo 'pushed'; webPaasWait() }");

        assertThat(build.getLog())
                .containsSubsequence("Deployed", "pushed", "(environment.push): success")
                .containsOnlyOnce("Building")
                .containsOnlyOnce("Deployed\n");
    }

    @Test
    void ofAPushThatGitDidNotShowTheEndOfTheLogIsReported(@TempDir Path directory) throws Exception {
        standIn.world().play(Script.failure(SHORT, "Building\n", "Out of disk\n"));
        Gate ended = new Gate(directory.resolve("ended"));
        String push = PUSH.replace("git push", "PLATFORMSH_PUSH_NO_WAIT=1 git push");
        WorkflowRun build = PipelineJobs.gatedJob(
                        jenkins, BLOCK + " { node { sh '''" + push + "''' }; " + ended + "; webPaasWait() }")
                .scheduleBuild2(0)
                .waitForStart();
        await().until(() -> activity().isFinal());
        ended.open();

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        assertThat(build.getLog())
                .containsSubsequence("(environment.push) ended with failure. The end of its log:", "Out of disk")
                .containsOnlyOnce("Out of disk");
    }

    @Test
    void aFreestyleBuildReportsAnEndOnceToo() throws Exception {
        standIn.world().play(Script.success(SHORT, "Finished\n"));
        FreeStyleProject job = jenkins.createFreeStyleProject();
        WebPaasBuildWrapper login = new WebPaasBuildWrapper("deploy-bot");
        login.setProject("abcdefghij234");
        login.setEnvironment("main");
        job.getBuildWrappersList().add(login);
        job.getBuildersList().add(new WebPaasBuilder(new WebPaasBackupStep()));
        job.getBuildersList().add(new WebPaasBuilder(new WebPaasWaitStep()));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        assertThat(build.getLog())
                .containsOnlyOnce("(environment.backup): success")
                .contains(NOTHING);
    }
}
